package io.threatledger.cli;

/** What the process says to who started it. */
final class ExitStatus {
    static final int DONE = 0;
    /** The answer is no: a proof that fails, a line refused, nothing found. */
    static final int NO = 1;
    /** Wrong use: an option, a key, a value. */
    static final int USAGE = 2;
    /** The environment failed: no node, no chain, a full disk, a port in use. */
    static final int ENVIRONMENT = 3;

    private ExitStatus() {}
}
