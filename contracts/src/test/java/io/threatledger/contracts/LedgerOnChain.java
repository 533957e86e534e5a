package io.threatledger.contracts;

import io.threatledger.devchain.Anvil;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The contract, deployed on a development chain whose accounts are unlocked. */
final class LedgerOnChain {
    static final EthAddress OWNER = Anvil.developmentAccount(0).address();
    static final EthAddress ANCHORER = Anvil.developmentAccount(1).address();
    static final EthAddress STRANGER = Anvil.developmentAccount(2).address();
    static final ContractKeys KEYS = new ContractKeys(
            ReferenceTree.sha256(ReferenceTree.text("checkpoint key")),
            ReferenceTree.sha256(ReferenceTree.text("entry key")));

    private static final int RECEIPT_ASKED_MAX = 2_000;
    private static final String GAS_MAX = "0xe00000";
    private static final LogId CLAIMED = LogId.of("claimed.example", OWNER);

    private final Rpc rpc;
    private final EthAddress contract;
    private final long deploymentGas;

    private LedgerOnChain(Rpc rpc, JsonNode receipt) {
        this.rpc = rpc;
        this.contract = new EthAddress(receipt.get("contractAddress").asString());
        this.deploymentGas = gasUsed(receipt);
    }

    static LedgerOnChain deploy(String rpcUrl) {
        Rpc rpc = new Rpc(rpcUrl);
        Map<String, String> creation =
                Map.of("from", OWNER.value(), "data", Artifact.creationCodeHex(), "gas", GAS_MAX);
        return new LedgerOnChain(rpc, mined(rpc, creation));
    }

    /** A step of a log's history: from the head held to the one given, with what is said to prove it. */
    record Step(TreeHead held, TreeHead given, List<Bytes32> proof) {
        static Step honest(ReferenceTree tree, long m, long n) {
            return new Step(tree.head(m), tree.head(n), m == 0 ? List.of() : tree.proof(m, n));
        }
    }

    Rpc rpc() {
        return rpc;
    }

    EthAddress contract() {
        return contract;
    }

    long deploymentGas() {
        return deploymentGas;
    }

    LogId open(String origin) {
        send(OWNER, LedgerContract.encodeOpen(origin, KEYS, ANCHORER));
        return LogId.of(origin, OWNER);
    }

    /** Sends a transaction that must succeed, and gives its receipt. */
    JsonNode send(EthAddress from, String data) {
        JsonNode receipt = mined(rpc, transaction(from, data));
        if (!receipt.get("status").asString().equals("0x1")) {
            throw new AssertionError("refused: " + refusal(from, data));
        }
        return receipt;
    }

    /** The only event of a transaction. */
    static LedgerEvent event(JsonNode receipt) {
        JsonNode log = receipt.get("logs").get(0);
        List<String> topics =
                log.get("topics").valueStream().map(JsonNode::asString).toList();
        return LedgerEvent.decode(topics, log.get("data").asString()).orElseThrow();
    }

    String read(String data) {
        return rpc.call("eth_call", transaction(STRANGER, data), "latest").asString();
    }

    ContractHead head(LogId log) {
        return LedgerContract.decodeHead(read(LedgerContract.encodeHead(log)));
    }

    /** Why a call would be refused; empty if it would not. */
    Optional<ContractError> refusal(EthAddress from, String data) {
        return refusal(rpc.tryCall("eth_call", transaction(from, data), "latest"));
    }

    /** What the contract says to each step if it held the head that the step begins with. */
    List<Optional<ContractError>> verdicts(List<Step> steps) {
        List<ObjectNode> requests = steps.stream().map(this::claim).toList();
        return rpc.ask(requests).stream().map(LedgerOnChain::refusal).toList();
    }

    Bytes32 slot(LogId log, int index) {
        return Bytes32.ofHex(rpc.call("eth_getStorageAt", contract.value(), slotKey(log, index), "latest")
                .asString());
    }

    static long gasUsed(JsonNode receipt) {
        return Numeric.decodeQuantity(receipt.get("gasUsed").asString()).longValueExact();
    }

    private ObjectNode claim(Step step) {
        String data = LedgerContract.encodeAnchor(CLAIMED, step.given(), step.proof());
        Map<String, String> slots = Map.of(
                slotKey(CLAIMED, 0), packed(ANCHORER, step.held().size(), 0),
                slotKey(CLAIMED, 1), step.held().root().toString());
        Object override = Map.of(contract.value(), Map.of("stateDiff", slots));
        return Rpc.request("eth_call", transaction(ANCHORER, data), "latest", override);
    }

    /** The first slot of a log: the anchorer in the lowest 20 bytes, then 8 of size, then 4 of time. */
    static String packed(EthAddress anchorer, long size, long anchoredAtSeconds) {
        return "0x%08x%016x%s"
                .formatted(anchoredAtSeconds, size, anchorer.value().substring(2));
    }

    private Map<String, String> transaction(EthAddress from, String data) {
        return Map.of("from", from.value(), "to", contract.value(), "data", data, "gas", GAS_MAX);
    }

    /** Solidity's place for the value of a mapping in slot 0, and the slots after it. */
    private static String slotKey(LogId log, int index) {
        String key = org.web3j.crypto.Hash.sha3(log + Bytes32.ZERO.toHex());
        return Numeric.toHexStringWithPrefixZeroPadded(
                Numeric.toBigInt(key).add(BigInteger.valueOf(index)), Bytes32.SIZE_BYTES * 2);
    }

    private static Optional<ContractError> refusal(Rpc.Answer answer) {
        if (!answer.result().isMissingNode()) {
            return Optional.empty();
        }
        String data = answer.revertData().orElseThrow(() -> new AssertionError("no revert data: " + answer.error()));
        return Optional.of(ContractErrors.decode(data).orElseThrow(() -> new AssertionError("not ours: " + data)));
    }

    static JsonNode mined(Rpc rpc, Map<String, String> transaction) {
        String hash = rpc.call("eth_sendTransaction", transaction).asString();
        for (int asked = 0; asked < RECEIPT_ASKED_MAX; asked++) {
            JsonNode receipt = rpc.call("eth_getTransactionReceipt", hash);
            if (!receipt.isNull()) {
                return receipt;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        throw new AssertionError("not mined: " + hash);
    }
}
