package io.threatledger.store;

/**
 * How many records a filter is about.
 *
 * @param isAll false: at least so many, for only the newest were asked
 */
public record CatalogTotal(long records, boolean isAll) {
    /** The same where it is known that there are so many. */
    public CatalogTotal atLeast(long least) {
        return isAll || records >= least ? this : new CatalogTotal(least, false);
    }
}
