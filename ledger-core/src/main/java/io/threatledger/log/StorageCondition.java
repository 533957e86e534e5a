package io.threatledger.log;

import io.threatledger.gate.Condition;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Meta;
import io.threatledger.store.Reads;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;

/**
 * Closes the gate while the disk has less than its reserve, after a commit failed until a small write succeeds, and while
 * the clock stands before the newest entry.
 */
public final class StorageCondition implements Condition {
    private final LedgerDatabase database;
    private final Reads rows;
    private final InstantSource clock;
    private final long reserveBytes;
    private volatile boolean failed;

    /**
     * Makes the condition.
     *
     * @param database written to, seldom: only after a commit failed
     * @param rows read for each verdict: not through the pool, whose other users may keep it waiting
     * @param reserveBytes free space below which nothing is written any more, so that reading goes on
     */
    public StorageCondition(LedgerDatabase database, Reads rows, InstantSource clock, long reserveBytes) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
        this.reserveBytes = reserveBytes;
    }

    /** Told by the sequencer: the last batch did not become durable. */
    void commitFailed() {
        failed = true;
    }

    @Override
    public Verdict ask() {
        try {
            long free = Files.getFileStore(database.file()).getUsableSpace();
            if (free < reserveBytes) {
                return Verdict.closed(
                        GateWord.DISK, free + " bytes are free, the reserve is " + reserveBytes + " bytes");
            }
            if (failed) {
                database.write(session -> {
                    Meta.WRITE_PROBE.put(session, clock.instant().toString());
                    return true;
                });
                failed = false;
            }
            return clockVerdict();
        } catch (IOException | StorageException e) {
            return Verdict.closed(GateWord.DISK, String.valueOf(e.getMessage()));
        }
    }

    private Verdict clockVerdict() {
        long newest = rows.read(LedgerHead::read).issuedAtSeconds();
        long behind = newest - clock.instant().getEpochSecond();
        return behind > LedgerClock.BEHIND_SECONDS_MAX
                ? Verdict.closed(GateWord.CLOCK, "the clock stands " + behind + " s before the newest entry")
                : Verdict.OPEN;
    }
}
