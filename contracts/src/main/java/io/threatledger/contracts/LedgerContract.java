package io.threatledger.contracts;

import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint64;

/**
 * The calls of {@code ThreatLedger.sol}: each method that encodes gives the data of a transaction or {@code eth_call}
 * ({@code 0x…}), each that decodes takes the answer of the call of the same name.
 *
 * <p>Decoders throw {@link ContractDecodingException} for an answer that the contract cannot have given, such as the
 * empty one of an address without code.
 */
public final class LedgerContract {

    private LedgerContract() {}

    /** Opens the log {@link LogId#of}(origin, caller). */
    public static String encodeOpen(String origin, ContractKeys keys, EthAddress anchorer) {
        return encode(
                "open", new Utf8String(origin), word(keys.checkpointKey()), word(keys.entryKey()), address(anchorer));
    }

    /**
     * Anchors a head.
     *
     * @param consistency the RFC 6962 consistency proof from the head on the chain to this one; empty for the first
     */
    public static String encodeAnchor(LogId logId, TreeHead head, List<Bytes32> consistency) {
        return encode("anchor", word(logId.value()), new Uint64(head.size()), word(head.root()), words(consistency));
    }

    public static String encodeHead(LogId logId) {
        return encode("head", word(logId.value()));
    }

    public static ContractHead decodeHead(String answer) {
        Words words = Words.ofExactly("head", answer, 3);
        return new ContractHead(words.longValue(0), words.bytes32(1), words.longValue(2));
    }

    public static String encodeKeys(LogId logId) {
        return encode("keys", word(logId.value()));
    }

    /** Both keys are zero for a log that is not open. */
    public static ContractKeys decodeKeys(String answer) {
        Words words = Words.ofExactly("keys", answer, 2);
        return new ContractKeys(words.bytes32(0), words.bytes32(1));
    }

    public static String encodeAnchorer(LogId logId) {
        return encode("anchorer", word(logId.value()));
    }

    public static String encodeOwner(LogId logId) {
        return encode("owner", word(logId.value()));
    }

    public static String encodePendingOwner(LogId logId) {
        return encode("pendingOwner", word(logId.value()));
    }

    /** The answer of {@code anchorer}, {@code owner} or {@code pendingOwner}; zero where there is none. */
    public static EthAddress decodeAddress(String answer) {
        return Words.ofExactly("address", answer, 1).address(0);
    }

    public static String encodeSetAnchorer(LogId logId, EthAddress anchorer) {
        return encode("setAnchorer", word(logId.value()), address(anchorer));
    }

    public static String encodeRotateKeys(LogId logId, ContractKeys keys) {
        return encode("rotateKeys", word(logId.value()), word(keys.checkpointKey()), word(keys.entryKey()));
    }

    /**
     * Offers the log to another account, which becomes the owner when it accepts.
     *
     * @param pendingOwner who may accept; {@link EthAddress#ZERO} withdraws an offer
     */
    public static String encodeOfferOwnership(LogId logId, EthAddress pendingOwner) {
        return encode("offerOwnership", word(logId.value()), address(pendingOwner));
    }

    public static String encodeAcceptOwnership(LogId logId) {
        return encode("acceptOwnership", word(logId.value()));
    }

    private static String encode(String name, Type<?>... arguments) {
        return FunctionEncoder.encode(new Function(name, List.of(arguments), List.of()));
    }

    private static org.web3j.abi.datatypes.generated.Bytes32 word(Bytes32 value) {
        return new org.web3j.abi.datatypes.generated.Bytes32(value.toBytes());
    }

    private static Address address(EthAddress value) {
        return new Address(new BigInteger(1, value.toBytes()));
    }

    private static Type<?> words(List<Bytes32> values) {
        return new DynamicArray<>(
                org.web3j.abi.datatypes.generated.Bytes32.class,
                values.stream().map(LedgerContract::word).toList());
    }
}
