package io.threatledger.imports;

/** Told how an import goes. Called by one thread at a time, whichever it is. */
public interface ImportListener {

    /** A line was refused, here or by the node. */
    void refused(FeedLine.Refused line);

    /** Something was settled. */
    void progress(Tally tally);
}
