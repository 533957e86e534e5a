package io.threatledger.chain;

import io.threatledger.gate.Condition;
import io.threatledger.gate.Verdict;
import io.threatledger.store.LedgerDatabase;
import java.time.InstantSource;

/** Closes the gate while entries wait too long for their anchor, or too many of them do. */
public final class LaggingCondition implements Condition {
    public LaggingCondition(LedgerDatabase database, InstantSource clock) {}

    @Override
    public Verdict ask() {
        return Skeleton.missing();
    }
}
