package io.threatledger.chain;

import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.KeysRotatedEvent;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.LogId;
import io.threatledger.contracts.LogOpenedEvent;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All that the chain ever said of one log: what an auditor holds the log against. */
public final class LogHistory {
    /** Keys and where they came onto the chain. */
    private record Told(ContractKeys keys, long block, int logIndex) {}

    private final ChainClient client;
    private final EthAddress contract;
    private final LogId logId;
    private final Events events;

    public LogHistory(ChainClient client, EthAddress contract, LogId logId) {
        this.client = client;
        this.contract = contract;
        this.logId = logId;
        this.events = new Events(client, contract);
    }

    /**
     * Hands over every anchor from a block on, in the chain's order; they are not held in memory together.
     *
     * @return the newest block that was read
     */
    public long anchors(long fromBlock, Consumer<Anchor> taker) {
        long chainId = client.chainId();
        return events.each(anchored(), fromBlock, log -> {
            taker.accept(anchor(chainId, log));
            return true;
        });
    }

    /** The newest anchor, as the contract holds it. */
    public ContractHead head() {
        return client.call(contract, LedgerContract.encodeHead(logId), LedgerContract::decodeHead);
    }

    /** Every pair of keys that the log ever had, oldest first; empty when it was never opened. */
    public List<KeyTerm> keys() {
        List<Told> told = new ArrayList<>();
        for (ChainLog log : events.all(List.of(LogOpenedEvent.TOPIC, logId.toString()))) {
            told.add(told(log, log.event(LogOpenedEvent::decode).keys()));
        }
        for (ChainLog log : events.all(List.of(KeysRotatedEvent.TOPIC, logId.toString()))) {
            told.add(told(log, log.event(KeysRotatedEvent::decode).keys()));
        }
        List<KeyTerm> terms = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Optional<TreeSize> end = i + 1 < told.size() ? firstAnchorAfter(told.get(i + 1)) : Optional.empty();
            terms.add(new KeyTerm(told.get(i).keys(), end));
        }
        return terms;
    }

    private static Told told(ChainLog log, ContractKeys keys) {
        return new Told(keys, log.block(), log.logIndex());
    }

    /** What is in that anchor may have been appended before the keys changed; what is beyond it was not. */
    private Optional<TreeSize> firstAnchorAfter(Told rotation) {
        List<TreeSize> found = new ArrayList<>();
        events.each(anchored(), rotation.block(), log -> {
            if (log.block() == rotation.block() && log.logIndex() < rotation.logIndex()) {
                return true;
            }
            found.add(new TreeSize(log.event(AnchoredEvent::decode).size()));
            return false;
        });
        return found.stream().findFirst();
    }

    private List<String> anchored() {
        return List.of(AnchoredEvent.TOPIC, logId.toString());
    }

    private Anchor anchor(long chainId, ChainLog log) {
        AnchoredEvent event = log.event(AnchoredEvent::decode);
        return new Anchor(
                chainId,
                contract.value(),
                logId.toString(),
                new TreeSize(event.size()),
                History.digest(event.root()),
                log.tx(),
                log.block(),
                log.logIndex());
    }
}
