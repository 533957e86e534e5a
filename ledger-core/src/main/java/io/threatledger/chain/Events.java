package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.EthAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds events on a long chain: at once where the node allows it, in ever shorter block ranges where it does not. */
final class Events {
    private final ChainClient client;
    private final EthAddress contract;

    Events(ChainClient client, EthAddress contract) {
        this.client = client;
        this.contract = contract;
    }

    /** All of them, in the chain's order: for events that are few. */
    List<ChainLog> all(List<String> topics) {
        List<ChainLog> found = new ArrayList<>();
        each(topics, 0, log -> {
            found.add(log);
            return true;
        });
        return found;
    }

    /**
     * Hands over one event after another, from a block on, as long as the taker wants more. No more than one range of
     * blocks is in memory.
     *
     * @return the newest block that was read
     */
    long each(List<String> topics, long fromBlock, Predicate<ChainLog> taker) {
        long newest = client.latest().number();
        long step = Math.max(1, newest - fromBlock + 1);
        long from = fromBlock;
        while (from <= newest) {
            long to = Math.min(newest, from + step - 1);
            List<ChainLog> found;
            try {
                found = client.logs(contract, topics, from, to);
            } catch (ChainException e) {
                step = shorter(to - from + 1, e);
                continue;
            }
            if (!found.stream().allMatch(taker)) {
                return to;
            }
            from = to + 1;
        }
        return newest;
    }

    /** A node refuses a range, or has no answer in time or none that is short enough: half of it may be answered. */
    private static long shorter(long blocks, ChainException failure) {
        boolean refused = failure.reason() == Reason.REFUSED && blocks > 1;
        boolean tooMuch = failure.reason() == Reason.UNREACHABLE && blocks > ChainReader.CHUNK_BLOCKS;
        if (!refused && !tooMuch) {
            throw failure;
        }
        return (blocks + 1) / 2;
    }
}
