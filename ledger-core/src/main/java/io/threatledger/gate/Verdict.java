package io.threatledger.gate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the gate.
 *
 * @param closedBy why it is closed; null when it is open
 * @param detail what was seen, for the operator (an exception's message, two sizes that disagree); null when open
 */
public record Verdict(@Nullable GateWord closedBy, @Nullable String detail) {
    public static final Verdict OPEN = new Verdict(null, null);

    public static Verdict closed(GateWord word, String detail) {
        return new Verdict(Objects.requireNonNull(word), detail);
    }

    public static Verdict closed(GateWord word) {
        return closed(word, word.meaning());
    }

    public boolean isOpen() {
        return closedBy == null;
    }

    /** The word to show: {@code ok} when open. */
    public String word() {
        return closedBy == null ? "ok" : closedBy.word();
    }
}
