package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.EthAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds few events on a long chain: at once where the node allows it, block range by block range where not. */
final class Events {
    private final ChainClient client;
    private final EthAddress contract;

    Events(ChainClient client, EthAddress contract) {
        this.client = client;
        this.contract = contract;
    }

    List<ChainLog> all(List<String> topics) {
        long newest = client.latest().number();
        try {
            return client.logs(contract, topics, 0, newest);
        } catch (ChainException e) {
            if (e.reason() != Reason.REFUSED) {
                throw e;
            }
            return inRanges(topics, newest);
        }
    }

    private List<ChainLog> inRanges(List<String> topics, long newest) {
        List<ChainLog> found = new ArrayList<>();
        for (long from = 0; from <= newest; from += ChainReader.CHUNK_BLOCKS) {
            long to = Math.min(from + ChainReader.CHUNK_BLOCKS - 1, newest);
            found.addAll(client.logs(contract, topics, from, to));
        }
        return found;
    }
}
