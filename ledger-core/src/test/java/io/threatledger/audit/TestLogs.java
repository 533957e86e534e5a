package io.threatledger.audit;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.RandomBytes;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.note.NoteSigner;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.ThreatRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entries and whole logs for tests, signed by the keys of {@link TestLedger}. */
final class TestLogs {
    static final String ORIGIN = TestLedger.ORIGIN.value();
    static final NoteSigner CHECKPOINTS = NoteSigner.ed25519(ORIGIN, TestLedger.KEYS.checkpointSeed());
    static final LogKeys KEYS = LogKeys.given(
            CHECKPOINTS.verifier(),
            List.of(EntryVerifier.of(TestLedger.KEYS.entrySigner().publicKey())));
    static final RandomBytes RANDOM = new Random(42)::nextBytes;

    private TestLogs() {}

    static String jti() {
        return Entry.newJti(RANDOM);
    }

    static byte[] sign(long at, EntryBody body) {
        Entry entry = new Entry(ORIGIN, at, jti(), "acme", body);
        return EntryCodec.sign(entry, TestLedger.KEYS.entrySigner(), RANDOM).leaf();
    }

    static boolean isThreat(LedgerDatabase database, long index) {
        return database.read(session -> ThreatRow.at(session, new LeafIndex(index)))
                .isPresent();
    }

    static List<byte[]> leaves(LedgerDatabase database) {
        long size = database.read(LedgerHead::read).size().value();
        List<byte[]> leaves = new ArrayList<>();
        while (leaves.size() < size) {
            long from = leaves.size();
            database.read(session -> EntryRow.page(session, from, size)).forEach(row -> leaves.add(row.leaf()));
        }
        return leaves;
    }

    /** Every row of what follows from the entries, and the entries without their disclosures. */
    static List<String> dump(LedgerDatabase database) {
        List<String> lines = new ArrayList<>();
        dump(database, lines, "entries", "idx, id, leaf");
        dump(database, lines, "tiles", "level, n, hashes");
        dump(database, lines, "head", "only, size, root, issued_at");
        dump(database, lines, "prefixes", "family, length");
        dump(
                database,
                lines,
                "threats",
                "idx, first_idx, owner, source, category, severity, action, target, issued_at, expires_at,"
                        + " revoked_idx, superseded_idx, live");
        return lines;
    }

    private static void dump(LedgerDatabase database, List<String> lines, String table, String columns) {
        String row = "quote(" + columns.replace(", ", ") || ',' || quote(") + ")";
        lines.addAll(database.read(session -> session.all(
                "SELECT '" + table + ",' || " + row + " FROM " + table + " ORDER BY 1", line -> line.getString(1))));
    }
}
