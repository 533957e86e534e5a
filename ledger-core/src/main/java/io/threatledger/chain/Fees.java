package io.threatledger.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction pays for a unit of gas (EIP-1559).
 *
 * @param maxFeeWei the most, tip included
 * @param tipWei of it, what goes to who makes the block
 */
record Fees(BigInteger maxFeeWei, BigInteger tipWei) {
    /** Blocks that the tip is taken from. */
    static final int HISTORY_BLOCKS = 5;

    /** The tip's place among those paid in a block, percent. */
    static final int HISTORY_PERCENTILE = 50;

    /** Even in empty blocks something is expected: 0.001 gwei, what nodes ask for by default. */
    static final BigInteger TIP_WEI_MIN = BigInteger.valueOf(1_000_000);

    /** The base fee can double within six full blocks. */
    private static final BigInteger BASE_FEE_FACTOR = BigInteger.TWO;

    static RpcCall historyCall() {
        return RpcCall.of(
                "eth_feeHistory", RpcCall.quantity(HISTORY_BLOCKS), "latest", List.of((Object) HISTORY_PERCENTILE));
    }

    /** What the chain takes now, by {@code eth_feeHistory}: twice the next base fee, and the highest usual tip. */
    static Fees suggested(Json history) {
        BigInteger tip = TIP_WEI_MIN;
        if (!history.get("reward").isNull()) {
            for (Json block : history.get("reward").items()) {
                for (Json reward : block.items()) {
                    tip = tip.max(reward.bigQuantity());
                }
            }
        }
        return new Fees(nextBaseFee(history).multiply(BASE_FEE_FACTOR).add(tip), tip);
    }

    static BigInteger nextBaseFee(Json history) {
        List<Json> baseFees = history.get("baseFeePerGas").items();
        if (baseFees.isEmpty()) {
            throw history.malformed("base fees");
        }
        return baseFees.get(baseFees.size() - 1).bigQuantity();
    }

    /** At least these, and enough above {@code former} that every node takes it as its replacement: an eighth more. */
    Fees replacing(Fees former) {
        return new Fees(maxFeeWei.max(eighthMore(former.maxFeeWei)), tipWei.max(eighthMore(former.tipWei)));
    }

    /** The same within the cap; empty when the cap does not even pay {@code baseFeeWei}. */
    Optional<Fees> within(BigInteger capWei, BigInteger baseFeeWei) {
        if (capWei.compareTo(baseFeeWei) < 0) {
            return Optional.empty();
        }
        BigInteger max = maxFeeWei.min(capWei);
        return Optional.of(new Fees(max, tipWei.min(max)));
    }

    /** 12.5 %, rounded up: nodes ask for 10. */
    private static BigInteger eighthMore(BigInteger wei) {
        return wei.add(wei.add(BigInteger.valueOf(7)).shiftRight(3)).add(BigInteger.ONE);
    }
}
