package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import java.util.List;
import java.util.Map;

/**
 * One JSON-RPC call.
 *
 * @param params strings, booleans, lists, and maps of them
 */
record RpcCall(String method, List<Object> params) {
    private static final String LATEST = "latest";

    static RpcCall of(String method, Object... params) {
        return new RpcCall(method, List.of(params));
    }

    /** A read of the contract at the newest block. */
    static RpcCall ethCall(String to, String data) {
        return of("eth_call", Map.of("to", to, "data", data), LATEST);
    }

    /** A read of the contract as it was after this block. */
    static RpcCall ethCallAt(String to, String data, long block) {
        return of("eth_call", Map.of("to", to, "data", data), quantity(block));
    }

    /**
     * The log records of a contract in blocks {@code from} to {@code to}, both included.
     *
     * @param topics those wanted, in order
     */
    static RpcCall logs(EthAddress contract, List<String> topics, long from, long to) {
        return of(
                "eth_getLogs",
                Map.of(
                        "address", contract.value(),
                        "topics", topics,
                        "fromBlock", quantity(from),
                        "toBlock", quantity(to)));
    }

    static RpcCall blockByNumber(long number) {
        return of("eth_getBlockByNumber", quantity(number), false);
    }

    /** @param tag {@code latest} or {@code finalized} */
    static RpcCall blockByTag(String tag) {
        return of("eth_getBlockByNumber", tag, false);
    }

    static RpcCall receipt(String tx) {
        return of("eth_getTransactionReceipt", tx);
    }

    /** What is mined counts, what is pending does not: nodes disagree about the latter. */
    static RpcCall transactionCount(String address) {
        return of("eth_getTransactionCount", address, LATEST);
    }

    static RpcCall balance(String address) {
        return of("eth_getBalance", address, LATEST);
    }

    /** A number as JSON-RPC writes it. */
    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }
}
