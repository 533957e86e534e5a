package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.InvalidNote;
import io.threatledger.note.NoteVerifier;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules for rows that speak of sizes and roots of the tree. */
final class TreeCheck {
    private final FsckKeys keys;

    TreeCheck(FsckKeys keys) {
        this.keys = keys;
    }

    /** {@code root} is the root of the first {@code size} entries, and there are that many. */
    @Nullable
    Damage rootIsThatOfItsSize(Session session, RawRow row) {
        Long size = row.number("size");
        long entries = headSize(session);
        if (size == null || size <= 0 || size > entries) {
            return Damage.ofValue(row, "size", "1 to " + entries + ", the size of the ledger");
        }
        Optional<Digest> root = root(session, size);
        return root.isEmpty() || Arrays.equals(root.get().bytes(), row.bytes("root"))
                ? null
                : Damage.ofValue(row, "root", RawRow.shown(root.get().bytes()) + ", the root at that size");
    }

    /** {@code note} is a checkpoint of this log for the row's size and root, signed by a key of this ledger. */
    @Nullable
    Damage noteSaysTheSame(RawRow row) {
        String note = row.text("note");
        if (note == null) {
            return Damage.ofValue(row, "note", "a signed note");
        }
        String why = "no key";
        for (NoteVerifier key : keys.checkpoint()) {
            try {
                Checkpoint checkpoint = Checkpoint.open(note, key);
                boolean same = Long.valueOf(checkpoint.size().value()).equals(row.number("size"))
                        && Arrays.equals(checkpoint.root().bytes(), row.bytes("root"));
                return same ? null : Damage.of(row, "note", checkpoint.toString(), "the row's size and root");
            } catch (InvalidNote e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return Damage.of(row, "note", why, "a checkpoint signed by a key of this ledger");
    }

    /** Every entry that an {@code Idempotency-Key} was answered with is there. */
    static @Nullable Damage answersAreEntries(Session session, RawRow row) {
        String wanted = "indexes of entries, with = after one that was there before";
        try {
            List<IdempotencyRow.Item> items = IdempotencyRow.decode(String.valueOf(row.text("answer")));
            long entries = headSize(session);
            return items.stream().allMatch(item -> item.index().value() < entries)
                    ? null
                    : Damage.ofValue(row, "answer", "entries below " + entries);
        } catch (IllegalArgumentException e) {
            return Damage.ofValue(row, "answer", wanted);
        }
    }

    /** The root of a tree of that size by the tiles; nothing when they do not give one. */
    static Optional<Digest> root(Session session, long size) {
        try {
            return Optional.of(new Tree(new RawTiles(session)).root(new TreeSize(size)));
        } catch (MissingTile e) {
            return Optional.empty();
        }
    }

    private static long headSize(Session session) {
        return LedgerTable.HEAD
                .at(session, LedgerHead.KEY)
                .map(head -> head.number("size"))
                .orElse(0L);
    }
}
