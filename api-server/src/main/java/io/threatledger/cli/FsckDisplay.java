package io.threatledger.cli;

import io.threatledger.audit.FsckProgress;

/** Shows how far fsck is: a line that is drawn over on a terminal, else one now and then. Owned by one thread. */
final class FsckDisplay implements FsckProgress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings around;
    private final long beganNanos;
    private long shownNanos;
    private boolean lineStands;

    FsckDisplay(Surroundings around) {
        this.around = around;
        this.beganNanos = around.nanos().getAsLong();
        this.shownNanos = beganNanos;
    }

    @Override
    public void at(String check, long rows, long total) {
        long now = around.nanos().getAsLong();
        if (now - shownNanos < (around.isTerminal() ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shownNanos = now;
        long perSecond = total * SECOND_NANOS / Math.max(1, now - beganNanos);
        String line = "%s: %s rows; %s rows in all, %s/s"
                .formatted(check, Printing.count(rows), Printing.count(total), Printing.count(perSecond));
        if (around.isTerminal()) {
            around.err().print(CLEAR_LINE + line.substring(0, Math.min(line.length(), around.columns() - 1)));
            around.err().flush();
            lineStands = true;
        } else {
            around.err().println(line);
        }
    }

    /** Takes the line away. */
    void clear() {
        if (lineStands) {
            around.err().print(CLEAR_LINE);
            around.err().flush();
            lineStands = false;
        }
    }
}
