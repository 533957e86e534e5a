package io.threatledger.audit;

/** Told how an audit goes on, on the thread that audits. */
public interface AuditProgress {
    AuditProgress SILENT = new AuditProgress() {
        @Override
        public void stage(String what, long entries) {}

        @Override
        public void done(long entries) {}
    };

    /**
     * Something begins.
     *
     * @param what a word or two
     * @param entries how many it goes over; 0 when that is not known
     */
    void stage(String what, long entries);

    /** So many of the stage's entries are done. */
    void done(long entries);
}
