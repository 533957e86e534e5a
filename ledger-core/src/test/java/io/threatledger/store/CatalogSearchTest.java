package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search ends in time whatever it asks, and costs the file and its connections nothing. */
class CatalogSearchTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    private static final String LONG =
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT count(*) FROM n";
    private static final String SHORT = "SELECT 1";
    private static final int LONG_ROWS = 100_000;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofHours(1);

    @TempDir
    Path folder;

    private CatalogFile file;

    @BeforeEach
    void open() {
        file = CatalogFile.open(folder.resolve("c.db"));
    }

    @AfterEach
    void close() {
        file.close();
    }

    private static int number(Session session, String sql) {
        return session.one(sql, row -> row.getInt(1)).orElseThrow();
    }

    private StorageException overdue(Duration atMost, String sql) {
        return catchThrowableOfType(StorageException.class, () -> file.search(atMost, session -> number(session, sql)));
    }

    @Test
    void whatWouldNeverEndIsBrokenOffAndIsNoDamage() {
        StorageException failure = overdue(SOON, ENDLESS);
        assertThat(failure).isNotNull();
        assertThat(failure.isOverdue()).isTrue();
        assertThat(failure.isDamage()).isFalse();
        assertThat(failure.isBeyondRepair()).isFalse();
        assertThat(overdue(Duration.ZERO, LONG).isOverdue()).isTrue();
        assertThat(new StorageException("no space").isOverdue()).isFalse();
    }

    @Test
    void theConnectionOfASearchThatWasBrokenOffGoesOn() {
        for (int i = 0; i < 3 * CatalogFile.SEARCHES_MAX; i++) {
            assertThat(file.<Integer>search(LATE, session -> number(session, SHORT)))
                    .isEqualTo(1);
            assertThat(overdue(SOON, ENDLESS).isOverdue()).isTrue();
            List<String> kept = file.snapshot(Session::kept);
            assertThat(kept)
                    .as("statements of the same connection")
                    .contains(SHORT)
                    .doesNotContain(ENDLESS);
        }
    }

    @Test
    void theLimitIsThatOfOneSearch() {
        assertThat(overdue(Duration.ZERO, LONG).isOverdue()).isTrue();
        assertThat(file.<Integer>snapshot(session -> number(session, LONG))).isEqualTo(LONG_ROWS);
        assertThat(file.<Integer>search(LATE, session -> number(session, LONG))).isEqualTo(LONG_ROWS);
        assertThatThrownBy(() -> file.search(LATE, session -> {
                    throw new IllegalStateException("of the work");
                }))
                .hasMessage("of the work");
        assertThat(file.<Integer>snapshot(session -> number(session, LONG))).isEqualTo(LONG_ROWS);
    }

    /** The beginning and the end of the snapshot count for the search's statements, and are not under its limit. */
    @Test
    void aSearchThatHasNoTimeLeftStillEndsItsSnapshot() {
        for (int i = 0; i < 2 * ReadLimit.STEPS; i++) {
            try {
                file.search(Duration.ZERO, session -> number(session, SHORT));
            } catch (StorageException e) {
                assertThat(e.isOverdue()).isTrue();
                assertThat(e.getSuppressed()).isEmpty();
            }
        }
        assertThat(file.<Integer>write(session -> session.run("DELETE FROM tags")))
                .isZero();
    }

    @Test
    void aTotalThatIsNotSureIsAtLeastWhatIsKnown() {
        assertThat(new CatalogTotal(5, true).atLeast(7)).isEqualTo(new CatalogTotal(5, true));
        assertThat(new CatalogTotal(5, false).atLeast(7)).isEqualTo(new CatalogTotal(7, false));
        assertThat(new CatalogTotal(9, false).atLeast(7)).isEqualTo(new CatalogTotal(9, false));
    }
}
