package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final int CHARACTERS = 1_000;
    private static final int KEPT_MAX = Session.KEPT_CHARACTERS_MAX / CHARACTERS;

    private Session session;

    @BeforeEach
    void open() throws SQLException {
        session = new Session(DriverManager.getConnection("jdbc:sqlite::memory:"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void statementsAreKeptUpToABoundTheLatestUsedOnes() {
        for (int i = 0; i < 3 * KEPT_MAX; i++) {
            assertThat(read(i)).isEqualTo(i);
            assertThat(read(0)).isZero();
            assertThat(session.kept()).hasSizeLessThanOrEqualTo(KEPT_MAX).contains(select(i), select(0));
        }
        assertThat(session.kept()).hasSize(KEPT_MAX).doesNotContain(select(1));
        assertThat(read(1)).isEqualTo(1);
    }

    @Test
    void oneThatIsLongerThanTheBoundStandsAlone() {
        read(1);
        String large = select(2) + " ".repeat(Session.KEPT_CHARACTERS_MAX);
        for (int i = 0; i < 2; i++) {
            assertThat(session.one(large, row -> row.getInt(1))).contains(2);
            assertThat(session.kept()).containsExactly(large);
        }
        read(3);
        assertThat(session.kept()).containsExactly(select(3));
    }

    @Test
    void aResultIsReadToItsEndWhateverIsAskedMeanwhile() {
        String rows =
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)" + " SELECT i FROM n";
        List<Integer> read = new ArrayList<>();
        session.each(rows, row -> {
            read.add(row.getInt(1));
            read(row.getInt(1) % (2 * KEPT_MAX));
        });
        assertThat(read).hasSize(1_000).endsWith(1_000);
        read(0);
        read(-1);
        assertThat(session.kept()).hasSizeLessThanOrEqualTo(KEPT_MAX);
    }

    @Test
    void oneThatFailedIsNotKept() {
        String twice = "INSERT INTO t VALUES (?)";
        session.run("CREATE TABLE t (i INTEGER PRIMARY KEY)");
        session.run(twice, 1L);
        assertThat(session.kept()).contains(twice);
        assertThat(catchThrowable(() -> session.run(twice, 1L))).isInstanceOf(StorageException.class);
        assertThat(session.kept()).doesNotContain(twice);
        session.run(twice, 2L);
        assertThat(session.one("SELECT count(*) FROM t", row -> row.getInt(1))).contains(2);
    }

    private int read(int i) {
        return session.one(select(i), row -> row.getInt(1)).orElseThrow();
    }

    private static String select(int i) {
        String select = "SELECT " + i + " --";
        return select + "x".repeat(CHARACTERS - select.length());
    }
}
