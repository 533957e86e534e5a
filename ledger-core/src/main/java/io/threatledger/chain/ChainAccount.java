package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import java.nio.file.Path;

/** An account of the chain with its key. The key is never shown, in no text and in no message. */
public final class ChainAccount {
    private ChainAccount() {}

    /** From 64 hexadecimal digits, with or without {@code 0x}. */
    public static ChainAccount ofHexKey(String hexKey) {
        return Skeleton.missing();
    }

    /** Opens a web3 secret-storage file. Takes about a second. */
    public static ChainAccount open(Path file, String password) {
        return Skeleton.missing();
    }

    /** Makes a new account and keeps it in a new file of mode 0600. Takes about a second. */
    public static ChainAccount create(Path file, String password) {
        return Skeleton.missing();
    }

    public EthAddress address() {
        return Skeleton.missing();
    }
}
