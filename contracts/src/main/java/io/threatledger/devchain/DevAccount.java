package io.threatledger.devchain;

import io.threatledger.contracts.EthAddress;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.utils.Numeric;

/**
 * An account of the standard test mnemonic. <strong>Its private key is public knowledge.</strong> Whatever it is sent on
 * a real chain is taken within seconds.
 *
 * @param privateKey {@code 0x} and 64 digits
 */
public record DevAccount(EthAddress address, String privateKey) {
    /** Development chains give funds to the first this many accounts. */
    public static final int FUNDED_COUNT = 10;

    private static final String MNEMONIC = "test test test test test test test test test test test junk";
    private static final int HARDENED = Bip32ECKeyPair.HARDENED_BIT;
    private static final int[] ETHEREUM_ACCOUNTS = {44 | HARDENED, 60 | HARDENED, HARDENED, 0};

    /**
     * The account at this index of the mnemonic.
     *
     * @param index from 0; those below {@link #FUNDED_COUNT} have 10,000 coins on a fresh chain
     */
    public static DevAccount of(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("account index " + index + " is negative");
        }
        Bip32ECKeyPair master = Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(MNEMONIC, ""));
        Bip32ECKeyPair parent = Bip32ECKeyPair.deriveKeyPair(master, ETHEREUM_ACCOUNTS);
        Bip32ECKeyPair pair = Bip32ECKeyPair.deriveKeyPair(parent, new int[] {index});
        return new DevAccount(
                new EthAddress(Keys.getAddress(pair)),
                Numeric.toHexStringWithPrefixZeroPadded(pair.getPrivateKey(), Keys.PRIVATE_KEY_LENGTH_IN_HEX));
    }

    /** The key is public, but a log line with a key in it is a bad habit all the same. */
    @Override
    public String toString() {
        return "DevAccount[" + address + "]";
    }
}
