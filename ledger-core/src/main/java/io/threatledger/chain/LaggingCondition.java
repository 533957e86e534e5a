package io.threatledger.chain;

import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.gate.Condition;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Reads;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Closes the gate while entries wait too long for their anchor, or too many of them do. */
public final class LaggingCondition implements Condition {
    /** How old the oldest unanchored entry may be, seconds. */
    public static final long UNANCHORED_SECONDS_MAX = 600;

    /** How many entries may be unanchored. */
    public static final long UNANCHORED_ENTRIES_MAX = 100_000;

    private record Oldest(long index, long issuedAtSeconds) {}

    private final Reads rows;
    private final InstantSource clock;
    private @Nullable Oldest oldest; // of the thread that asks

    public LaggingCondition(Reads rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Verdict ask() {
        try {
            return rows.read(this::judge);
        } catch (InvalidEntry e) {
            return Verdict.closed(
                    GateWord.DIVERGED, "an entry cannot be read, run threatledger fsck: " + e.getMessage());
        } catch (StorageException e) {
            return Verdict.closed(GateWord.DISK, String.valueOf(e.getMessage()));
        }
    }

    private Verdict judge(Session session) {
        long anchored = AnchorRow.newestSize(session).value();
        long unanchored = LedgerHead.read(session).size().value() - anchored;
        if (unanchored <= 0) {
            return Verdict.OPEN;
        }
        if (unanchored >= UNANCHORED_ENTRIES_MAX) {
            return Verdict.closed(GateWord.LAGGING, unanchored + " entries wait for their anchor");
        }
        long age = clock.instant().getEpochSecond() - issuedAt(session, anchored);
        return age > UNANCHORED_SECONDS_MAX
                ? Verdict.closed(GateWord.LAGGING, "entry " + anchored + " waits for its anchor since " + age + " s")
                : Verdict.OPEN;
    }

    private long issuedAt(Session session, long index) {
        Oldest known = oldest;
        if (known != null && known.index() == index) {
            return known.issuedAtSeconds();
        }
        EntryRow row = EntryRow.at(session, new LeafIndex(index))
                .orElseThrow(() -> new StorageException("entry " + index + " is missing"));
        long issuedAt = EntryCodec.decode(row.leaf()).entry().issuedAtSeconds();
        oldest = new Oldest(index, issuedAt);
        return issuedAt;
    }
}
