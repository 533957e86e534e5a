package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the database answers lists: by an index and in its order, so that no list becomes slower with the ledger. */
class ThreatListTest {
    private LedgerDatabase database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = LedgerDatabase.create(folder.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theNewestActiveOnesComeFromTheIndexOfTheLive() {
        assertThat(plan(null, null, true, null)).anyMatch(line -> line.contains("threats_live ("));
    }

    @Test
    void aFilterIsAnsweredInTheOrderOfItsIndex() {
        assertThat(plan(null, "manual", true, null)).anyMatch(uses("threats_by_source (source=? AND live=?"));
        assertThat(plan(null, "manual", true, null)).noneMatch(ThreatListTest::sortsInside);
        assertThat(plan(null, "manual", false, null))
                .filteredOn(uses("threats_by_source (source=? AND live=?"))
                .hasSize(2);
        assertThat(plan(null, "manual", false, null)).noneMatch(line -> line.startsWith("SCAN threats"));
    }

    @Test
    void aTargetIsFoundByItsKeysAlone() {
        Target address = Target.parse("192.0.2.1");
        assertThat(plan(address, "manual", true, null)).anyMatch(uses("threats_by_target (target=? AND live=?"));
        assertThat(plan(address, null, false, null)).anyMatch(uses("threats_by_target (target=?"));
        assertThat(plan(Target.parse("192.0.2.0/24"), null, true, null))
                .anyMatch(uses("threats_by_target (target>? AND target<?"))
                .noneMatch(line -> line.startsWith("SCAN threats"));
    }

    @Test
    void anOlderViewLooksOnlyAtWhatEndedSince() {
        assertThat(plan(null, "manual", true, new TreeSize(7)))
                .anyMatch(uses("threats_by_source (source=? AND live=?"))
                .anyMatch(uses("threats_revoked (revoked_idx>?"))
                .anyMatch(uses("threats_superseded (superseded_idx>?"))
                .noneMatch(line -> line.startsWith("SCAN threats"));
    }

    private static java.util.function.Predicate<String> uses(String index) {
        return line -> line.contains(index);
    }

    /** Rows of one branch are not sorted; that of the union's at most thousand is. */
    private static boolean sortsInside(String line) {
        return line.contains("LAST TERM OF ORDER BY");
    }

    private List<String> plan(
            @Nullable Target target, @Nullable String source, boolean activeOnly, @Nullable TreeSize asOf) {
        ThreatAction action = source == null ? null : ThreatAction.BLOCK;
        Severity severity = source == null ? null : Severity.HIGH;
        var filter = new ThreatFilter(
                100, target, action, severity, null, source, activeOnly, new LeafIndex(900), asOf, 1_795_000_000L);
        return database.read(session -> ThreatList.plan(session, database.prefixes(), filter));
    }
}
