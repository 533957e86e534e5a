package io.threatledger.contracts;

import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.crypto.Hash;

/** The name of a log on the chain: {@code keccak256(abi.encode(origin, opener))}. */
public record LogId(Bytes32 value) {

    /** The id that {@code open} gives this origin when this account calls it. */
    public static LogId of(String origin, EthAddress opener) {
        String encoded =
                FunctionEncoder.encodeConstructor(List.of(new Utf8String(origin), new Address(opener.value())));
        return new LogId(Bytes32.of(Hash.sha3(Hex.bytes(encoded))));
    }

    /**
     * The id of this text.
     *
     * @throws IllegalArgumentException if the text is not 64 hexadecimal digits, with or without {@code 0x}
     */
    public static LogId ofHex(String hex) {
        return new LogId(Bytes32.ofHex(hex));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
