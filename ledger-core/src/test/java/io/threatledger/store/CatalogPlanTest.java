package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.CatalogFilter.And;
import io.threatledger.store.CatalogFilter.Between;
import io.threatledger.store.CatalogFilter.Contains;
import io.threatledger.store.CatalogFilter.Inside;
import io.threatledger.store.CatalogFilter.Leaf;
import io.threatledger.store.CatalogFilter.Like;
import io.threatledger.store.CatalogFilter.Not;
import io.threatledger.store.CatalogFilter.Numbers;
import io.threatledger.store.CatalogFilter.Or;
import io.threatledger.store.CatalogFilter.Texts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the database goes about searches: by an index that finds few rows, else newest first. */
class CatalogPlanTest {
    private static final Leaf COMMON = tag("common");
    private static final Leaf RARE = tag("rare");
    private static final Leaf HERE = new Texts(CatalogColumn.COUNTRY, List.of("us"));
    private static final Leaf FINGERPRINT = new Contains(CatalogColumn.JA4, "h2");

    /** A case: what is asked for, and how it is looked up. */
    record Driven(Leaf leaf, String how) {}

    private CatalogFile file;

    @BeforeEach
    void fill(@TempDir Path folder) {
        file = CatalogFile.open(folder.resolve("c.db"));
        file.write(session -> {
            for (int i = 0; i < 40; i++) {
                row(i, Target.parse("192.0.2." + i)).replace(session);
            }
            return 0;
        });
    }

    @AfterEach
    void close() {
        file.close();
    }

    @ParameterizedTest
    @MethodSource("driven")
    void whatHasAnIndexIsSearchedByIt(Driven driven) {
        List<String> plan = plan(CatalogQuery.PROBE_ROWS_MAX.getFirst(), driven.leaf());
        assertThat(plan).first().asString().startsWith("SEARCH t USING ").endsWith(driven.how());
        assertThat(plan(CatalogQuery.PROBE_ROWS_MAX.getFirst(), new And(List.of(FINGERPRINT, driven.leaf()))))
                .anyMatch(line -> line.startsWith("SEARCH t USING ") && line.endsWith(driven.how()))
                .noneMatch(line -> line.startsWith("SCAN"));
    }

    static List<Driven> driven() {
        return List.of(
                new Driven(
                        new Inside(Target.parse("192.0.2.0/24").coveredRange()),
                        "INDEX records_by_target (target>? AND target<?)"),
                new Driven(new Texts(CatalogColumn.ID, List.of("thr_a")), "sqlite_autoindex_records_2 (id=?)"),
                new Driven(new Like(CatalogColumn.ID, "thr_a*"), "sqlite_autoindex_records_2 (id>? AND id<?)"),
                new Driven(new Like(CatalogColumn.IP, "192.0.*"), "INDEX records_by_ip (ip>? AND ip<?)"),
                new Driven(new Numbers(CatalogColumn.ASN, List.of(1L)), "INDEX records_by_asn (asn=?)"),
                new Driven(new Between(CatalogColumn.ASN, 1, 9), "INDEX records_by_asn (asn>? AND asn<?)"),
                new Driven(
                        new Like(CatalogColumn.ASN_NAME, "a*b*"),
                        "INDEX records_by_asn_name (asn_name>? AND asn_name<?)"),
                new Driven(
                        new Texts(CatalogColumn.ASN_NAME, List.of("a", "b")), "INDEX records_by_asn_name (asn_name=?)"),
                new Driven(HERE, "INDEX records_by_country (country=?)"),
                new Driven(
                        new Between(CatalogColumn.CONFIDENCE, 90, Long.MAX_VALUE),
                        "INDEX records_by_confidence (confidence>? AND confidence<?)"),
                new Driven(
                        new Between(CatalogColumn.FIRST_SEEN, 5, 6),
                        "INDEX records_by_first_seen (first_seen>? AND first_seen<?)"),
                new Driven(
                        new Between(CatalogColumn.LAST_SEEN, 5, 6),
                        "INDEX records_by_last_seen (last_seen>? AND last_seen<?)"),
                new Driven(new Texts(CatalogColumn.JA3, List.of("a")), "INDEX records_by_ja3 (ja3=?)"),
                new Driven(new Texts(CatalogColumn.JA3, List.of("a", "b")), "INDEX records_by_ja3 (ja3=?)"),
                new Driven(new Like(CatalogColumn.JA4, "t13*"), "INDEX records_by_ja4 (ja4>? AND ja4<?)"),
                new Driven(RARE, "PRIMARY KEY (tag=?)"),
                new Driven(new Like(CatalogColumn.TAG, "tool:*"), "PRIMARY KEY (tag>? AND tag<?)"),
                new Driven(new Texts(CatalogColumn.SENSOR, List.of("a")), "PRIMARY KEY (sensor=?)"),
                new Driven(new Numbers(CatalogColumn.PORT, List.of(22L, 23L)), "PRIMARY KEY (port=?)"),
                new Driven(new Between(CatalogColumn.PORT, 1, 9), "PRIMARY KEY (port>? AND port<?)"));
    }

    @Test
    void theFewestRowsDriveAndTheOthersAreAskedForEach() {
        assertThat(plan(20, new And(List.of(COMMON, new Not(HERE), RARE))))
                .first()
                .isEqualTo("SEARCH t USING PRIMARY KEY (tag=?)");
        assertThat(plan(20, new And(List.of(COMMON, new Texts(CatalogColumn.COUNTRY, List.of("nl", "xx"))))))
                .anyMatch(line -> line.endsWith("records_by_country (country=?)"))
                .anyMatch(line -> line.endsWith("INDEX tags_of_record (idx=? AND tag=?)"));
    }

    @Test
    void aTagWithWhatStandsBesideItIsToldFromItsRowsAlone() {
        Leaf sure = new Between(CatalogColumn.CONFIDENCE, 80, 100);
        assertThat(plan(1, new And(List.of(sure, HERE, COMMON)))).containsExactly("SEARCH t USING PRIMARY KEY (tag=?)");
    }

    @Test
    void aTagWithACountryIsLookedUpByBothAtOnce() {
        for (int bound : List.of(1, 1_000)) {
            assertThat(plan(bound, new And(List.of(HERE, COMMON))))
                    .containsExactly("SEARCH t USING COVERING INDEX tags_by_country (tag=? AND country=?)");
        }
    }

    @Test
    void eachSideOfAnOrIsLookedUp() {
        assertThat(plan(1_000, new Or(List.of(HERE, new And(List.of(FINGERPRINT, RARE))))))
                .anyMatch(line -> line.endsWith("records_by_country (country=?)"))
                .anyMatch(line -> line.endsWith("PRIMARY KEY (tag=?)"))
                .noneMatch(line -> line.startsWith("SCAN records") || line.startsWith("SCAN r"));
    }

    @Test
    void ofManyTheNewestAreReadFirstWithoutSorting() {
        for (CatalogFilter many : List.of(
                COMMON,
                HERE,
                new Not(HERE),
                new Or(List.of(HERE, COMMON)),
                new And(List.of(HERE, FINGERPRINT)),
                new Between(CatalogColumn.CONFIDENCE, 0, 100))) {
            assertThat(plan(1, many)).as("%s", many).noneMatch(line -> line.contains("TEMP B-TREE"));
        }
    }

    @Test
    void aTotalOfManyIsToldByIndexesOrAsFarAsItIsAsked() {
        Probing probing = new Probing(List.of(1));
        assertThat(total(probing, COMMON)).isEqualTo(new CatalogTotal(40, true));
        assertThat(total(probing, new Not(RARE))).isEqualTo(new CatalogTotal(36, true));
        assertThat(total(probing, new And(List.of(COMMON, new Not(HERE))))).isEqualTo(new CatalogTotal(5, true));
        assertThat(total(probing, FINGERPRINT)).isEqualTo(new CatalogTotal(10, false));
        assertThat(total(probing, new And(List.of(HERE, FINGERPRINT)))).isEqualTo(new CatalogTotal(6, false));
        assertThat(total(new Probing(List.of(100)), new And(List.of(HERE, FINGERPRINT))))
                .isEqualTo(new CatalogTotal(35, true));
    }

    private CatalogTotal total(Probing probing, CatalogFilter filter) {
        return file.snapshot(session -> probing.total(session, filter, 20));
    }

    private List<String> plan(int bound, CatalogFilter filter) {
        return file.snapshot(session -> new Probing(List.of(bound)).plan(session, filter));
    }

    private static Leaf tag(String tag) {
        return new Texts(CatalogColumn.TAG, List.of(tag));
    }

    private static CatalogRow row(int i, Target target) {
        return new CatalogRow(
                new LeafIndex(i),
                target,
                "thr_" + i,
                true,
                80,
                "drop",
                (long) i,
                "name " + i,
                i % 8 == 0 ? "nl" : "us",
                null,
                i,
                i,
                "ja3",
                "t13d_h2",
                null,
                i % 10 == 0 ? List.of("common", "rare") : List.of("common"),
                List.of("sensor"),
                List.of(22));
    }
}
