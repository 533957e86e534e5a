package io.threatledger.cli;

import io.threatledger.audit.AuditProgress;
import io.threatledger.audit.Finding;
import io.threatledger.client.ClientException;
import io.threatledger.client.Retries;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how an audit goes on: on {@code err} a bar on a terminal, a line now and then elsewhere; each check that is done
 * on {@code out}.
 *
 * <p>Files are fetched by several threads, which may wait; one at a time is inside.
 */
final class AuditDisplay implements AuditProgress, Retries.Listener {
    private static final int BAR_COLUMNS_MAX = 30;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings around;
    private String stage = "";
    private long entries;
    private long done;
    private long doneBefore = -1;
    private long beginNanos;
    private long shownNanos;
    private boolean barStands;

    AuditDisplay(Surroundings around) {
        this.around = around;
        this.shownNanos = around.nanos().getAsLong();
    }

    @Override
    public synchronized void stage(String what, long total) {
        stage = what;
        entries = total;
        done = 0;
        doneBefore = -1;
        beginNanos = around.nanos().getAsLong();
    }

    @Override
    public synchronized void done(long now) {
        // What former runs have done already says nothing of the pace.
        doneBefore = doneBefore < 0 ? now : doneBefore;
        done = now;
        long nanos = around.nanos().getAsLong();
        long pause = around.isTerminal()
                ? ImportDisplay.BAR_MILLIS * SECOND_NANOS / 1_000
                : ImportDisplay.PLAIN_SECONDS * SECOND_NANOS;
        if (nanos - shownNanos >= pause) {
            shownNanos = nanos;
            if (around.isTerminal()) {
                drawBar();
            } else {
                around.err().println(counts(nanos));
            }
        }
    }

    @Override
    public synchronized void waiting(Duration pause, ClientException why) {
        clearBar();
        around.err()
                .println("%s; waiting %s"
                        .formatted(Printing.oneLine(String.valueOf(why.getMessage())), Waiting.shown(pause)));
    }

    /** A check has passed, or was not done. */
    synchronized void found(Finding finding) {
        line(finding.done() ? "ok" : "--", finding.check(), finding.compared());
    }

    /** A check has failed. */
    synchronized void failed(String check, String why) {
        line("FAIL", check, why);
    }

    /** The last line. */
    synchronized void end(String sum) {
        clearBar();
        around.out().println(sum);
    }

    private void line(String mark, String check, String text) {
        clearBar();
        around.out().println("  %-4s %-15s %s".formatted(mark, check, Printing.oneLine(text)));
    }

    private void drawBar() {
        int width = Math.min(BAR_COLUMNS_MAX, Math.max(1, around.columns() / 3));
        double part = entries == 0 ? 0 : Math.min(1.0, done / (double) entries);
        int filled = (int) (part * width);
        String line = String.format(
                Locale.ROOT,
                "[%s%s] %3d%% %s",
                "#".repeat(filled),
                "-".repeat(width - filled),
                (int) (part * 100),
                counts(around.nanos().getAsLong()));
        around.err().print(CLEAR_LINE + line.substring(0, Math.min(line.length(), around.columns() - 1)));
        around.err().flush();
        barStands = true;
    }

    private void clearBar() {
        if (barStands) {
            around.err().print(CLEAR_LINE);
            around.err().flush();
            barStands = false;
        }
    }

    private String counts(long nanos) {
        long perSecond = (done - doneBefore) * SECOND_NANOS / Math.max(1, nanos - beginNanos);
        return "%s: %s of %s entries, %s/s"
                .formatted(stage, Printing.count(done), Printing.count(entries), Printing.count(perSecond));
    }
}
