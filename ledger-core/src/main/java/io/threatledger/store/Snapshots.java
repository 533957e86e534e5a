package io.threatledger.store;

import java.util.function.Function;

/** A ledger's file to read from. */
public interface Snapshots {
    /** Runs several reads that see one state: all of them as of the first. Keep it short. */
    <T> T snapshot(Function<Session, T> work);
}
