package io.threatledger.audit;

/** Told how far fsck is, after each page. */
@FunctionalInterface
public interface FsckProgress {
    /** Tells nobody. */
    FsckProgress SILENT = (check, rows, total) -> {};

    /**
     * A page is done.
     *
     * @param check the table it is at
     * @param rows rows of that table so far
     * @param total rows of all tables so far
     */
    void at(String check, long rows, long total);
}
