package io.threatledger.cli;

import io.threatledger.client.ClientException;
import io.threatledger.client.Retries;
import io.threatledger.imports.FeedLine;
import io.threatledger.imports.ImportListener;
import io.threatledger.imports.Tally;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how an import goes on {@code err}: a bar on a terminal, a line now and then elsewhere; the sum on {@code out}.
 *
 * <p>Called from several threads; one at a time is inside.
 */
final class ImportDisplay implements ImportListener, Retries.Listener {
    static final long LENGTH_UNKNOWN = -1;
    /** Between two lines where there is no terminal. */
    static final int PLAIN_SECONDS = 5;
    /** Between two states of the bar. */
    static final int BAR_MILLIS = 100;

    private static final int BAR_COLUMNS_MAX = 30;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Surroundings around;
    private final long characters;
    private final long beginNanos;
    private long shownNanos;
    private Tally tally = new Tally(0, 0, 0, 0, 0, -1);
    /** Whether a bar stands in the terminal's last line. */
    private boolean barStands;

    /** @param characters of the whole feed, or {@link #LENGTH_UNKNOWN} */
    ImportDisplay(Surroundings around, long characters) {
        this.around = around;
        this.characters = characters;
        this.beginNanos = around.nanos().getAsLong();
        this.shownNanos = beginNanos;
    }

    @Override
    public synchronized void refused(FeedLine.Refused line) {
        say("line %d refused: %s  (%s)"
                .formatted(line.number(), Printing.oneLine(line.reason()), Printing.oneLine(line.text())));
    }

    @Override
    public synchronized void waiting(Duration pause, ClientException why) {
        say("%s; waiting %s".formatted(Printing.oneLine(String.valueOf(why.getMessage())), Waiting.shown(pause)));
    }

    @Override
    public synchronized void progress(Tally now) {
        tally = now;
        long nanos = around.nanos().getAsLong();
        long pause = around.isTerminal() ? BAR_MILLIS * SECOND_NANOS / 1_000 : PLAIN_SECONDS * SECOND_NANOS;
        if (nanos - shownNanos >= pause) {
            shownNanos = nanos;
            if (around.isTerminal()) {
                drawBar();
            } else {
                around.err().println(counts());
            }
        }
    }

    /** Every line is settled. */
    synchronized void done(Tally now) {
        tally = now;
        clearBar();
        around.out()
                .println("%s lines: %s in %.1f s"
                        .formatted(Printing.count(now.read()), counts(), elapsedNanos() / (double) SECOND_NANOS));
    }

    /** It ended before its end. */
    synchronized void brokenOff(Tally now) {
        tally = now;
        clearBar();
        around.err().println("broken off: " + counts() + "; run it again, and it goes on from there");
    }

    private void say(String line) {
        clearBar();
        around.err().println(line);
        if (around.isTerminal()) {
            drawBar();
        }
    }

    private void drawBar() {
        String bar = characters > 0 ? bar() + " " : "";
        String line = bar + counts();
        around.err().print(CLEAR_LINE + line.substring(0, Math.min(line.length(), around.columns() - 1)));
        around.err().flush();
        barStands = true;
    }

    private void clearBar() {
        if (barStands) {
            around.err().print(CLEAR_LINE);
            barStands = false;
        }
    }

    private String bar() {
        int width = Math.min(BAR_COLUMNS_MAX, Math.max(1, around.columns() / 3));
        double part = Math.min(1.0, tally.characters() / (double) characters);
        int filled = (int) (part * width);
        return String.format(
                Locale.ROOT, "[%s%s] %3d%%", "#".repeat(filled), "-".repeat(width - filled), (int) (part * 100));
    }

    private String counts() {
        long perSecond = tally.settled() * SECOND_NANOS / Math.max(1, elapsedNanos());
        return "%s accepted, %s active already, %s refused, %s/s"
                .formatted(
                        Printing.count(tally.accepted()),
                        Printing.count(tally.skipped()),
                        Printing.count(tally.refused()),
                        Printing.count(perSecond));
    }

    private long elapsedNanos() {
        return around.nanos().getAsLong() - beginNanos;
    }
}
