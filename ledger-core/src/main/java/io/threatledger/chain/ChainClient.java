package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.ContractDecodingException;
import io.threatledger.contracts.EthAddress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node of the chain, asked over JSON-RPC. Every failure is a {@link ChainException}; every answer is checked.
 *
 * <p>One for each loop: {@link #close} ends the call under way, so that its loop stops at once. Thread-safe.
 */
public final class ChainClient implements AutoCloseable {
    /** The gate's probe waits no longer, seconds. */
    public static final int PROBE_SECONDS_MAX = 1;

    /** Everything else waits no longer, seconds. */
    public static final int WORK_SECONDS_MAX = 5;

    /** How often {@link #insisting} asks. */
    private static final int ASKS_MAX = 3;

    private final Rpc rpc;

    private ChainClient(Rpc rpc) {
        this.rpc = rpc;
    }

    /** For the gate's probe: gives up after {@link #PROBE_SECONDS_MAX}. */
    public static ChainClient forProbe(String rpcUrl) {
        return new ChainClient(new Rpc(rpcUrl, Duration.ofSeconds(PROBE_SECONDS_MAX)));
    }

    /** For everything else: gives up after {@link #WORK_SECONDS_MAX}. */
    public static ChainClient forWork(String rpcUrl) {
        return new ChainClient(new Rpc(rpcUrl, Duration.ofSeconds(WORK_SECONDS_MAX)));
    }

    public long chainId() {
        return rpc.ask(RpcCall.of("eth_chainId")).quantity();
    }

    /**
     * Hash of block 0, {@code 0x} and 64 digits: what distinguishes chains of one id. Block 1 is asked for it where there is
     * one: anvil makes another block 0 each time it starts, and after it has read its state it answers with any of them.
     */
    public String genesisHash() {
        return block(1).map(ChainBlock::parentHash)
                .or(() -> block(0).map(ChainBlock::hash))
                .orElseThrow(() -> new ChainException(Reason.MALFORMED, "the chain has no block 0"));
    }

    /** Whether there is a contract at the address. */
    public boolean hasCode(EthAddress address) {
        return !rpc.ask(RpcCall.of("eth_getCode", address.value(), "latest"))
                .data()
                .equals("0x");
    }

    public BigInteger balanceWei(EthAddress address) {
        return rpc.ask(RpcCall.balance(address.value())).bigQuantity();
    }

    ChainBlock latest() {
        return ChainBlock.read(rpc.ask(RpcCall.blockByTag("latest")));
    }

    /** Empty when the chain has no such block. */
    Optional<ChainBlock> block(long number) {
        Json block = rpc.ask(RpcCall.blockByNumber(number));
        return block.isNull() ? Optional.empty() : Optional.of(ChainBlock.read(block));
    }

    /** A block that has to be there, since a later one is. */
    ChainBlock existingBlock(long number) {
        return insisting(() -> block(number)
                .orElseThrow(() -> new ChainException(Reason.MALFORMED, "block " + number + " is missing")));
    }

    /** Asks again at once: of several nodes that answer at one address, the next may have what one that lags has not. */
    static <T> T insisting(Supplier<T> ask) {
        for (int asked = 1; asked < ASKS_MAX; asked++) {
            try {
                return ask.get();
            } catch (ChainException e) {
                if (e.reason() == Reason.UNREACHABLE) {
                    throw e;
                }
            }
        }
        return ask.get();
    }

    long transactionCount(EthAddress account) {
        return rpc.ask(RpcCall.transactionCount(account.value())).quantity();
    }

    /** Calls the contract and decodes its answer. */
    <T> T call(EthAddress contract, String data, Function<String, T> decode) {
        return decoded(rpc.ask(RpcCall.ethCall(contract.value(), data)), decode);
    }

    static <T> T decoded(Json answer, Function<String, T> decode) {
        try {
            return decode.apply(answer.data());
        } catch (ContractDecodingException e) {
            throw new ChainException(Reason.MALFORMED, "the contract's answer", e);
        }
    }

    /**
     * Log records of a contract in blocks {@code from} to {@code to}, both included, in the chain's order.
     *
     * @param topics those wanted, in order
     */
    List<ChainLog> logs(EthAddress contract, List<String> topics, long from, long to) {
        return logs(rpc.ask(RpcCall.logs(contract, topics, from, to)), contract, topics);
    }

    /** Those of the answer that were asked for: a filter that a node did not heed would let another log's events in. */
    static List<ChainLog> logs(Json answer, EthAddress contract, List<String> topics) {
        return answer.items().stream()
                .filter(log -> !log.get("removed").isTrue())
                .map(ChainLog::read)
                .filter(log -> log.address().equals(contract.value()) && startsWith(log.topics(), topics))
                .toList();
    }

    Optional<Receipt> receipt(String tx) {
        Json receipt = rpc.ask(RpcCall.receipt(tx));
        return receipt.isNull() ? Optional.empty() : Optional.of(Receipt.read(receipt));
    }

    /**
     * Sends a signed transaction.
     *
     * @throws ChainException which leaves open whether the node has it
     */
    void send(Transaction.Signed signed) {
        rpc.ask(RpcCall.of("eth_sendRawTransaction", signed.raw()));
    }

    /** What a transaction would cost now, in one request; a revert is told as the contract words it. */
    Quote quote(EthAddress from, @Nullable EthAddress to, String data) {
        Map<String, String> call = to == null
                ? Map.of("from", from.value(), "data", data)
                : Map.of("from", from.value(), "to", to.value(), "data", data);
        List<RpcAnswer> answers =
                rpc.askAll(List.of(Fees.historyCall(), RpcCall.of("eth_estimateGas", call, "latest")));
        Json history = answers.get(0).result();
        return new Quote(
                Fees.suggested(history),
                Fees.nextBaseFee(history),
                answers.get(1).result().quantity());
    }

    /** Several calls in one request. */
    List<RpcAnswer> askAll(List<RpcCall> calls) {
        return rpc.askAll(calls);
    }

    /** Ends calls under way; later ones fail at once. */
    @Override
    public void close() {
        rpc.close();
    }

    private static boolean startsWith(List<String> topics, List<String> wanted) {
        return topics.size() >= wanted.size()
                && topics.subList(0, wanted.size()).equals(wanted);
    }
}
