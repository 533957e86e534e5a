package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits flipped in the file itself, wherever they fall: what changes anything that can be read is found. */
class PageFlipsTest {
    private static final int FLIPS = Integer.getInteger("threatledger.flips", 250);

    @TempDir
    Path folder;

    @Test
    void noBitOfTheFileThatAnybodyReadsFlipsUnnoticed() throws Exception {
        RichLedger rich = RichLedger.make(folder);
        byte[] sound = Files.readAllBytes(rich.file());
        Path copy = folder.resolve("copy.db");
        Files.write(copy, sound);
        Optional<List<String>> content = content(copy);
        assertThat(content).isPresent();
        Random random = new Random(11);
        int changed = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = sound.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(copy, flipped);
            if (!content(copy).equals(content)) {
                changed++;
                assertThat(isFound(rich, copy)).as("flip at byte %d", at).isTrue();
            }
        }
        assertThat(changed).isGreaterThan(FLIPS / 4);
    }

    private static boolean isFound(RichLedger rich, Path copy) {
        try {
            return !Fsck.run(copy, RichLedger.KEYS, rich.clock(), FsckProgress.SILENT)
                    .isClean();
        } catch (StorageException e) {
            return true;
        }
    }

    /** Every value of every row by way of its table, and the schema; nothing when it cannot be read. */
    private static Optional<List<String>> content(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?open_mode=1");
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>(read(statement, "SELECT type, name, tbl_name, sql FROM sqlite_master"));
            rows.addAll(read(statement, "PRAGMA user_version"));
            for (String table : read(statement, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
                rows.add(table);
                rows.addAll(read(statement, "SELECT * FROM " + table + " NOT INDEXED"));
            }
            return Optional.of(rows);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static List<String> read(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    byte[] bytes = rows.getBytes(i);
                    row.append(i == 1 ? "" : "|")
                            .append(
                                    bytes == null
                                            ? "null"
                                            : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
                }
                found.add(row.toString());
            }
            return found;
        }
    }
}
