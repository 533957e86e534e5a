package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.LogId;
import io.threatledger.contracts.LogOpenedEvent;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a verifier reads from the chain itself, given no more than an RPC address, a contract and a log id. */
public final class OnChain {
    private final ChainClient client;
    private final EthAddress contract;
    private final LogId logId;

    public OnChain(ChainClient client, EthAddress contract, LogId logId) {
        this.client = client;
        this.contract = contract;
        this.logId = logId;
    }

    /** The log; empty when it is not open there. */
    public Optional<OpenLog> find() {
        if (!client.hasCode(contract)) {
            return Optional.empty();
        }
        EthAddress owner = call(LedgerContract.encodeOwner(logId), LedgerContract::decodeAddress);
        return owner.isZero() ? Optional.empty() : Optional.of(opened(owner));
    }

    /** The keys that sign now. Both are zero when the log is not open. */
    public ContractKeys keys() {
        return call(LedgerContract.encodeKeys(logId), LedgerContract::decodeKeys);
    }

    /** The newest anchor. */
    public ContractHead head() {
        return call(LedgerContract.encodeHead(logId), LedgerContract::decodeHead);
    }

    /**
     * The anchor of exactly this size.
     *
     * @param transaction where to look first, {@code 0x} and 64 digits; null, or not there: search the whole chain
     * @return what the chain says, whatever root that is; empty when there is no such anchor
     */
    public Optional<Anchor> anchor(TreeSize size, @Nullable String transaction) {
        List<String> topics = List.of(AnchoredEvent.TOPIC, logId.toString(), AnchoredEvent.topicOfSize(size.value()));
        List<ChainLog> hinted = transaction == null
                ? List.of()
                : client.receipt(transaction).map(Receipt::logs).orElse(List.of());
        long chainId = client.chainId();
        return first(hinted, topics)
                .or(() -> first(new Events(client, contract).all(topics), topics))
                .map(log -> anchor(chainId, size, log));
    }

    private Optional<ChainLog> first(List<ChainLog> logs, List<String> topics) {
        return logs.stream()
                .filter(log ->
                        log.address().equals(contract.value()) && log.topics().equals(topics))
                .findFirst();
    }

    private Anchor anchor(long chainId, TreeSize size, ChainLog log) {
        AnchoredEvent event = log.event(AnchoredEvent::decode);
        return new Anchor(
                chainId,
                contract.value(),
                logId.toString(),
                size,
                History.digest(event.root()),
                log.tx(),
                log.block(),
                log.logIndex());
    }

    private OpenLog opened(EthAddress owner) {
        ChainLog log = new Events(client, contract)
                .all(List.of(LogOpenedEvent.TOPIC, logId.toString())).stream()
                        .findFirst()
                        .orElseThrow(() -> new ChainException(
                                Reason.MALFORMED, "log " + logId + " is open and the chain has no event of it"));
        return new OpenLog(
                logId,
                log.event(LogOpenedEvent::decode).origin(),
                log.block(),
                owner,
                call(LedgerContract.encodeAnchorer(logId), LedgerContract::decodeAddress),
                keys());
    }

    private <T> T call(String data, Function<String, T> decode) {
        return client.call(contract, data, decode);
    }
}
