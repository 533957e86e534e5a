package io.threatledger.chain;

/**
 * When an anchor is final: its block is at or below the chain's {@code finalized} block, or has enough confirmations.
 *
 * @param byTag whether the {@code finalized} block counts
 * @param confirmations enough of them make a block final; being the newest block is the first; 0: they never do
 */
public record Finality(boolean byTag, int confirmations) {
    /** The chain's own word only. */
    public static final Finality TAG = new Finality(true, 0);

    public Finality {
        if (confirmations < 0 || (!byTag && confirmations == 0)) {
            throw new IllegalArgumentException(
                    "confirmations: " + confirmations + " (wanted: 1 or more, or the finalized tag)");
        }
    }

    /** The finalized tag, or this many confirmations, whichever comes first. */
    public static Finality afterConfirmations(int confirmations) {
        return new Finality(true, confirmations);
    }

    /** The newest final block; negative when there is none yet. A finalized block beyond the head is not believed. */
    long newestFinal(long head, long finalized) {
        long tagged = byTag && finalized <= head ? finalized : -1;
        return confirmations == 0 ? tagged : Math.max(tagged, head - confirmations + 1);
    }
}
