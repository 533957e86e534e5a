package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.IndicatorFilter.Active;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Compares;
import io.threatledger.store.IndicatorFilter.Comparison;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Figure;
import io.threatledger.store.IndicatorFilter.Is;
import io.threatledger.store.IndicatorFilter.Kind;
import io.threatledger.store.IndicatorFilter.Label;
import io.threatledger.store.IndicatorFilter.Says;
import io.threatledger.store.IndicatorFilter.Term;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How the database answers what owners say: by the rows of the owner, of the tag or of the target, and never by reading a
 * table or an index from its beginning, so that an owner of little is answered at once beside one of much.
 */
class IndicatorPlanTest {
    private static final Target TARGET = Target.parse("192.0.2.1");
    private static final String LIVE_OF_OWNER = "SEARCH t USING INDEX threats_by_target (target=? AND live=?";
    private static final String NEWER = "SEARCH n USING INDEX threats_by_target (target=? AND live=?";
    private static final Term IS = new Is(TARGET);
    private static final Term BEGINS = new Begins("192.0.");
    private static final Term BEGINS_ANYWHERE = new Begins("19");
    private static final Term RATED = new Compares(Figure.RATING_TENTHS, Comparison.GREATER, 30);
    private static final Term THERE = new Says(Label.COUNTRY, "NL");
    private static final Term INACTIVE = new Active(false);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void create() {
        file = folder.resolve("ledger.db");
        try (LedgerDatabase database = LedgerDatabase.create(file)) {
            IndicatorRows.insert(database, IndicatorRows.OWNER, 0, List.of(TARGET));
        }
    }

    /** A case: what is asked for, and what the rows are found by. */
    record Found(IndicatorFilter filter, String by) {}

    static List<Found> found() {
        String owner = "SEARCH t USING INDEX threats_live_by_owner (owner=?";
        return List.of(
                new Found(IndicatorFilter.ALL, owner),
                new Found(IndicatorFilter.ALL.of(Kind.NETWORK), owner),
                new Found(IndicatorFilter.ALL.since(7), owner),
                new Found(all(RATED, THERE), owner),
                new Found(anyOf(RATED, THERE), owner),
                new Found(all(BEGINS_ANYWHERE), owner),
                // one of several may hold where no target is
                new Found(anyOf(IS, RATED), owner),
                new Found(anyOf(BEGINS), owner),
                new Found(all(IS), LIVE_OF_OWNER),
                new Found(all(RATED, THERE, IS, RATED), LIVE_OF_OWNER),
                new Found(all(BEGINS), "SEARCH t USING INDEX threats_by_target (target>? AND target<?)"),
                new Found(all(RATED, BEGINS), "SEARCH t USING INDEX threats_by_target (target>? AND target<?)"),
                new Found(IndicatorFilter.ALL.tagged("botnet"), "SEARCH tags USING PRIMARY KEY (owner=? AND tag=?"),
                new Found(
                        all(IS, BEGINS).tagged("botnet").since(3), "SEARCH tags USING PRIMARY KEY (owner=? AND tag=?"));
    }

    @ParameterizedTest
    @MethodSource("found")
    void whatIsActiveIsFoundByTheFewestRows(Found found) throws SQLException {
        List<String> plan = plan(session -> find(session, found.filter()));

        assertThat(plan).anyMatch(line -> line.contains(found.by()));
        assertThat(plan).anyMatch(line -> line.startsWith(NEWER));
        neverScans(plan);
    }

    /** What holds of none is found by the same rows, and is none. */
    @Test
    void whatHoldsOfNoneIsAskedLikeTheRest() throws SQLException {
        Term never = new Constant(false);
        Term active = new Active(true);
        for (IndicatorFilter filter : List.of(
                all(never),
                all(IS, never),
                anyOf(never),
                all(never, RATED).tagged("botnet"),
                all(active, INACTIVE),
                all(INACTIVE).tagged("botnet"),
                anyOf(INACTIVE, never).of(Kind.NETWORK).tagged("botnet"))) {
            neverScans(plan(session -> assertThat(find(session, filter)).isEmpty()));
            neverScans(plan(session -> assertThat(
                            IndicatorList.deleted(session, IndicatorRows.OWNER, filter, IndicatorRows.NOW))
                    .isEmpty()));
        }
        neverScans(plan(session -> assertThat(
                        IndicatorList.deleted(session, IndicatorRows.OWNER, all(active), IndicatorRows.NOW))
                .isEmpty()));
    }

    /** The index has them in the order of the ledger already. */
    @Test
    void whatAnIndexFindsIsNotSorted() throws SQLException {
        for (IndicatorFilter filter : List.of(IndicatorFilter.ALL, all(RATED), anyOf(IS, THERE), all(IS))) {
            assertThat(plan(session -> find(session, filter))).noneMatch(line -> line.contains("TEMP B-TREE"));
        }
    }

    @Test
    void theRowsOfATagAreLookedUpOneByOne() throws SQLException {
        assertThat(plan(session -> find(session, IndicatorFilter.ALL.tagged("botnet"))))
                .anyMatch(line -> line.equals("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"));
    }

    @Test
    void whatIsInactiveIsFoundAmongTheLiveAndTheLapsedOfTheOwner() throws SQLException {
        for (IndicatorFilter filter : List.of(all(INACTIVE), all(INACTIVE, IS), anyOf(INACTIVE, new Active(true)))) {
            List<String> plan = plan(session -> find(session, filter));

            assertThat(plan)
                    .anyMatch(line -> line.contains("t USING INDEX threats_live_by_owner (owner=?"))
                    .anyMatch(line -> line.contains("t USING INDEX threats_lapsed_by_owner (owner=?"))
                    .anyMatch(line -> line.startsWith("SEARCH n USING INDEX threats_by_target (target=?"));
            neverScans(plan);
        }
    }

    @Test
    void whatWasTakenBackIsReadInTheOrderInWhichItWas() throws SQLException {
        for (IndicatorFilter filter : List.of(IndicatorFilter.ALL, all(RATED, IS), anyOf(THERE, BEGINS))) {
            List<String> plan = plan(session -> IndicatorList.deleted(session, IndicatorRows.OWNER, filter, 0));

            assertThat(plan)
                    .anyMatch(line -> line.contains("t USING INDEX threats_revoked_by_owner (owner=?"))
                    .anyMatch(line -> line.startsWith("SEARCH n USING INDEX threats_by_target (target=?"))
                    .noneMatch(line -> line.contains("ORDER BY"));
            neverScans(plan);
        }
    }

    @Test
    void tagsAreReadFromTheRowsOfTheirOwnerInTheirOrder() throws SQLException {
        List<String> plan = plan(session -> TagRow.list(session, IndicatorRows.OWNER, "", 0, 10));

        assertThat(plan)
                .anyMatch(line -> line.contains("SEARCH g USING PRIMARY KEY (owner=? AND tag>?)"))
                .anyMatch(line -> line.contains("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"))
                .anyMatch(line -> line.startsWith(NEWER))
                .noneMatch(line -> line.contains("TEMP B-TREE"));
        neverScans(plan);
    }

    @Test
    void oneIndicatorIsFoundByItsTargetAlone() throws SQLException {
        for (List<String> plan :
                Plans.of(file, s -> IndicatorRow.active(s, IndicatorRows.OWNER, TARGET, IndicatorRows.NOW))) {
            neverScans(plan);
        }
        List<List<String>> looked = List.of(
                plan(session -> IndicatorRow.active(session, "other", TARGET, 0)),
                plan(session -> IndicatorRow.owners(session, TARGET, 0)),
                plan(session -> ThreatRow.active(session, "other", TARGET, 0)));
        for (List<String> plan : looked) {
            assertThat(plan).anyMatch(line -> line.contains("USING INDEX threats_by_target (target=? AND live=?)"));
            neverScans(plan);
        }
        // ever is both halves of the index, each in the order of the ledger
        List<String> plan = plan(session -> IndicatorRow.at(session, new LeafIndex(0)));
        assertThat(plan)
                .filteredOn(line -> line.startsWith("SEARCH f USING INDEX threats_by_target (target=? AND live=?)"))
                .hasSize(2);
        assertThat(plan).noneMatch(line -> line.contains("TEMP B-TREE"));
        neverScans(plan);
    }

    @Test
    void theTagsOfAThreatThatEndsOrLapsesAreFoundByIt() throws SQLException {
        List<List<String>> plans = Plans.of(file, session -> {
            new Ending(new LeafIndex(0), new LeafIndex(1), Ending.Kind.REVOKED).apply(session);
            TallyRows.lapse(session, IndicatorRows.NOW, 1);
        });

        assertThat(plans).hasSize(3).allSatisfy(IndicatorPlanTest::neverScans);
        assertThat(plans.stream().flatMap(List::stream))
                .anyMatch(line -> line.endsWith("SEARCH tags USING COVERING INDEX tags_of_threat (idx=?)")
                        || line.endsWith("SEARCH tags USING INDEX tags_of_threat (idx=?)"));
    }

    private static long[] find(Session session, IndicatorFilter filter) {
        return IndicatorList.find(session, IndicatorRows.OWNER, filter, IndicatorRows.NOW);
    }

    private List<String> plan(Consumer<Session> work) throws SQLException {
        return Plans.ofOne(file, work);
    }

    /** A subquery that was found may be read whole. */
    private static void neverScans(List<String> plan) {
        assertThat(plan).isNotEmpty().noneMatch(line -> line.startsWith("SCAN ") && !line.equals("SCAN CONSTANT ROW"));
    }

    private static IndicatorFilter all(Term... terms) {
        return new IndicatorFilter(List.of(terms), false, null, null, 0);
    }

    private static IndicatorFilter anyOf(Term... terms) {
        return new IndicatorFilter(List.of(terms), true, null, null, 0);
    }
}
