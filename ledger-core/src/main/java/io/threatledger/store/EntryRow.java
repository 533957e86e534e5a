package io.threatledger.store;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.LeafIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One entry as it is stored. */
public final class EntryRow {
    /** Most entries one page read returns. */
    public static final int PAGE_ENTRIES_MAX = 1_000;

    private static final String SELECT = "SELECT idx, id, leaf, disclosures FROM entries ";

    private final LeafIndex index;
    private final EntryId id;
    private final byte[] leaf;
    private final List<String> disclosures;

    public EntryRow(LeafIndex index, EntryId id, byte[] leaf, List<String> disclosures) {
        this.index = index;
        this.id = id;
        this.leaf = leaf;
        this.disclosures = List.copyOf(disclosures);
    }

    public LeafIndex index() {
        return index;
    }

    public EntryId id() {
        return id;
    }

    /** The entry's compact JWS, ASCII; these bytes are hashed. The array itself: read it, do not write to it. */
    public byte[] leaf() {
        return leaf;
    }

    /** Its SD-JWT disclosures; empty when it has no restricted claims. */
    public List<String> disclosures() {
        return disclosures;
    }

    public static Optional<EntryRow> find(Session session, EntryId id) {
        return session.one(SELECT + "WHERE id = ?", EntryRow::of, id.value());
    }

    public static Optional<EntryRow> at(Session session, LeafIndex index) {
        return session.one(SELECT + "WHERE idx = ?", EntryRow::of, index.value());
    }

    public static boolean exists(Session session, EntryId id) {
        return session.one("SELECT 1 FROM entries WHERE id = ?", row -> true, id.value())
                .isPresent();
    }

    /** Entries {@code from <= index < to} in ledger order, at most {@link #PAGE_ENTRIES_MAX}. */
    public static List<EntryRow> page(Session session, long from, long to) {
        return session.all(
                SELECT + "WHERE idx >= ? AND idx < ? ORDER BY idx LIMIT " + PAGE_ENTRIES_MAX, EntryRow::of, from, to);
    }

    /** How long the leaves {@code from <= index < to} are, bytes, in ledger order; reads none of them. */
    public static List<Integer> leafLengths(Session session, long from, long to) {
        return session.all(
                "SELECT length(leaf) FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
                row -> row.getInt(1),
                from,
                to);
    }

    /** The leaves {@code from <= index < to} in ledger order. */
    public static List<byte[]> leaves(Session session, long from, long to) {
        return session.all(
                "SELECT leaf FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx", row -> row.getBytes(1), from, to);
    }

    static EntryRow of(ResultSet row) throws SQLException {
        return new EntryRow(
                new LeafIndex(row.getLong(1)), new EntryId(row.getString(2)), row.getBytes(3), split(row.getString(4)));
    }

    /** A disclosure is base64url, so {@code ~} cannot occur in one (RFC 9901, section 4). */
    static @Nullable String join(List<String> disclosures) {
        return disclosures.isEmpty() ? null : String.join("~", disclosures);
    }

    static List<String> split(@Nullable String joined) {
        return joined == null ? List.of() : List.of(joined.split("~", -1));
    }
}
