package io.threatledger.query;

import io.threatledger.store.AnchorRow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an entry is anchored.
 *
 * @param where the anchor that carries it; null as long as it is pending
 * @param confirmations blocks on the chain from the anchor's on, as far as the node has heard; 0 while pending
 */
public record AnchorState(Word status, @Nullable AnchorRow where, long confirmations) {
    /** The words of {@code anchor.status}. */
    public enum Word {
        PENDING,
        ANCHORED,
        FINAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final AnchorState PENDING = new AnchorState(Word.PENDING, null, 0);

    /** @param newestBlock the newest block the node has heard of; an anchor in a newer one has its own confirmation */
    static AnchorState of(@Nullable AnchorRow where, long newestBlock) {
        return where == null
                ? PENDING
                : new AnchorState(
                        where.isFinal() ? Word.FINAL : Word.ANCHORED,
                        where,
                        Math.max(1, newestBlock - where.block() + 1));
    }
}
