package io.threatledger.chain;

import java.math.BigInteger;
import java.time.Duration;

/**
 * When to anchor, and what it may cost.
 *
 * @param feeCapWei the most an anchor may pay for a unit of gas
 * @param intervalMin between two anchors; zero: as soon as there is something and the one before is mined
 * @param unanchoredEntriesMax that many entries are anchored before the interval is over
 * @param replaceAfterBlocks a transaction that so many blocks did not take is replaced with a higher fee
 * @param replaceAfter the same by the clock, for a chain that stands still; doubled with each replacement
 */
public record AnchorPolicy(
        BigInteger feeCapWei,
        Duration intervalMin,
        long unanchoredEntriesMax,
        int replaceAfterBlocks,
        Duration replaceAfter) {
    private static final long WEI_PER_GWEI = 1_000_000_000L;

    /** At once, at most 200 gwei, replaced after 3 blocks or 60 s. */
    public static final AnchorPolicy DEFAULT =
            new AnchorPolicy(BigInteger.valueOf(200 * WEI_PER_GWEI), Duration.ZERO, 10_000, 3, Duration.ofSeconds(60));

    public AnchorPolicy {
        require(feeCapWei.signum() > 0, "fee cap: " + feeCapWei + " (wanted: above 0 wei)");
        require(!intervalMin.isNegative(), "anchor interval: " + intervalMin + " (wanted: 0 or more)");
        require(unanchoredEntriesMax > 0, "unanchored entries: " + unanchoredEntriesMax + " (wanted: 1 or more)");
        require(replaceAfterBlocks > 0, "replace after: " + replaceAfterBlocks + " blocks (wanted: 1 or more)");
        require(replaceAfter.isPositive(), "replace after: " + replaceAfter + " (wanted: above 0)");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
