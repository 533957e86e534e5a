package io.threatledger.imports;

/** How one format reads its lines, in order. */
@FunctionalInterface
interface LineParser {

    /**
     * What this line is.
     *
     * @param number from 1
     */
    FeedLine parse(long number, String line);
}
