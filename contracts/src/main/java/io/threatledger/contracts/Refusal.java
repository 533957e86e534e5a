package io.threatledger.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.web3j.crypto.Hash;

/** Why the contract refuses: one for each named error of {@code IThreatLedger.sol}. */
public enum Refusal {
    EMPTY_ORIGIN("EmptyOrigin()", "the origin is empty"),
    ORIGIN_TOO_LONG("OriginTooLong(uint256)", "the origin has %s bytes, at most 255 are allowed"),
    LOG_ALREADY_OPEN("LogAlreadyOpen(bytes32)", "log %s is open already"),
    LOG_NOT_OPEN("LogNotOpen(bytes32)", "log %s is not open"),
    NOT_ANCHORER("NotAnchorer(address,address)", "%s is not the anchorer of the log, %s is"),
    NOT_OWNER("NotOwner(address,address)", "%s is not the owner of the log, %s is"),
    NOT_PENDING_OWNER("NotPendingOwner(address,address)", "%s was not offered the log, %s was"),
    ZERO_ADDRESS("ZeroAddress()", "the anchorer is the zero address"),
    ZERO_KEY("ZeroKey()", "a key is zero"),
    SIZE_NOT_GROWING("SizeNotGrowing(uint64,uint64)", "the size must grow: the chain holds %s entries, given %s"),
    ZERO_ROOT("ZeroRoot()", "the root is zero"),
    PROOF_TOO_SHORT("ProofTooShort(uint256,uint256)", "the consistency proof must have %s hashes, it has only %s"),
    PROOF_TOO_LONG("ProofTooLong(uint256,uint256)", "the consistency proof must have %s hashes, it has %s"),
    HELD_ROOT_NOT_PROVEN(
            "HeldRootNotProven(bytes32,bytes32)", "history differs: the chain holds root %s, the proof starts from %s"),
    GIVEN_ROOT_NOT_PROVEN(
            "GivenRootNotProven(bytes32,bytes32)",
            "history differs: root %s was given, the proof leads from the chain's root to %s"),
    SHA256_UNAVAILABLE("Sha256Unavailable()", "the chain has no SHA-256 precompile, or no gas was left for it");

    private final String signature;
    private final String sentence;
    private final String selector;

    Refusal(String signature, String sentence) {
        this.signature = signature;
        this.sentence = sentence;
        this.selector = Hash.sha3String(signature).substring(0, 10);
    }

    /** The error as Solidity writes it, such as {@code SizeNotGrowing(uint64,uint64)}. */
    public String signature() {
        return signature;
    }

    /** The first four bytes of the revert data, as {@code 0x…}. */
    String selector() {
        return selector;
    }

    List<String> parameterTypes() {
        String types = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
        return types.isEmpty() ? List.of() : List.of(types.split(",", -1));
    }

    String sentence(List<String> arguments) {
        return sentence.formatted(arguments.toArray());
    }

    static Optional<Refusal> ofSelector(String selector) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.selector.equals(selector))
                .findFirst();
    }
}
