package io.threatledger.gate;

/** Something that can close the gate. Asked by the gate's prober; may take up to its own limit, never longer. */
@FunctionalInterface
public interface Condition {
    /** Never throws for what it was built to notice: a failure to find out is itself a closed verdict. */
    Verdict ask();
}
