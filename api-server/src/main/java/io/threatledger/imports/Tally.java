package io.threatledger.imports;

/**
 * What became of the lines so far.
 *
 * @param read lines read, of any kind
 * @param characters of the feed that are dealt with
 * @param accepted published by this run
 * @param skipped active already
 * @param refused by this program or by the node
 * @param highestIndex of the ledger entries that stand for the lines; -1 when there are none
 */
public record Tally(long read, long characters, long accepted, long skipped, long refused, long highestIndex) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, -1);

    Tally withRead() {
        return new Tally(read + 1, characters, accepted, skipped, refused, highestIndex);
    }

    Tally withCharacters(long more) {
        return new Tally(read, characters + more, accepted, skipped, refused, highestIndex);
    }

    Tally withSent(long moreAccepted, long moreSkipped, long index) {
        return new Tally(
                read,
                characters,
                accepted + moreAccepted,
                skipped + moreSkipped,
                refused,
                Math.max(highestIndex, index));
    }

    Tally withRefused() {
        return new Tally(read, characters, accepted, skipped, refused + 1, highestIndex);
    }

    /** Lines that are settled, one way or the other. */
    public long settled() {
        return accepted + skipped + refused;
    }
}
