package io.threatledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What tables, indexes and triggers there are: as the resource has them, and as a file has them. */
public final class Schema {
    /** Version of the schema this code reads and writes, in {@code PRAGMA user_version}. */
    public static final int VERSION = 3;

    private static final String RESOURCE = "schema-" + VERSION + ".sql";

    private Schema() {}

    /** Each object of the file by its kind and name, with the statement that made it. */
    public static Map<String, String> of(Session session) {
        Map<String, String> objects = new TreeMap<>();
        session.each(
                "SELECT type, name, tbl_name, sql FROM sqlite_master",
                row -> objects.put(
                        row.getString(1) + " " + row.getString(2), row.getString(3) + ": " + row.getString(4)));
        return objects;
    }

    /** The same of a new, empty ledger. */
    public static Map<String, String> wanted() {
        try (Session session = new Session(DriverManager.getConnection("jdbc:sqlite::memory:"))) {
            session.script(text());
            return of(session);
        } catch (SQLException e) {
            throw new StorageException("cannot make a ledger in memory", e);
        }
    }

    static String text() {
        return text(RESOURCE);
    }

    /** The script of that name beside this class. */
    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StorageException("cannot load " + resource, e);
        }
    }

    static void requireVersion(Session session, Path file) {
        int version = session.one("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
        if (version != VERSION) {
            throw new StorageException(
                    "%s has schema version %d, this node needs %d: use the threatledger that made it,"
                                    .formatted(file, version, VERSION)
                            + " or begin a new ledger in another folder");
        }
    }
}
