package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import org.web3j.utils.Numeric;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account of the chain with its key. The key is never shown, in no text and in no message. */
public final class ChainAccount {
    private static final Pattern HEX_KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

    private final Credentials credentials;

    private ChainAccount(ECKeyPair key) {
        this.credentials = Credentials.create(key);
    }

    /**
     * From 64 hexadecimal digits, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException for anything else; what was given is not repeated
     */
    public static ChainAccount ofHexKey(String hexKey) {
        String key = hexKey.strip();
        BigInteger value = HEX_KEY.matcher(key).matches() ? Numeric.toBigInt(key) : BigInteger.ZERO;
        if (value.signum() == 0 || value.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
            throw new IllegalArgumentException("chain key: not a key (wanted: 64 hexadecimal digits)");
        }
        return new ChainAccount(ECKeyPair.create(value));
    }

    /**
     * Opens a web3 secret-storage file. Takes about a second.
     *
     * @throws IllegalArgumentException when the file is not one, or the password is not its
     * @throws IOException when it cannot be read
     */
    public static ChainAccount open(Path file, String password) throws IOException {
        try {
            return new ChainAccount(Wallet.decrypt(password, read(Files.readString(file))));
        } catch (CipherException | IllegalArgumentException e) {
            throw new IllegalArgumentException("account file " + file + ": " + e.getMessage(), e);
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "account file " + file + ": not readable (wanted: web3 secret storage, version 3)", e);
        }
    }

    /**
     * Makes a new account and keeps it in a new file of mode 0600. Takes about a second.
     *
     * @throws IOException when there is such a file already, or it cannot be written
     */
    public static ChainAccount create(Path file, String password) throws IOException {
        try {
            ECKeyPair key = Keys.createEcKeyPair();
            byte[] json = JsonMapper.shared().writeValueAsBytes(Wallet.createStandard(password, key));
            // If we die between these two, the file is empty: it opens as no account, and is not overwritten.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, json, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            return new ChainAccount(key);
        } catch (GeneralSecurityException | CipherException e) {
            throw new IllegalStateException("every JDK makes secp256k1 keys through BouncyCastle", e);
        }
    }

    public EthAddress address() {
        return new EthAddress(credentials.getAddress());
    }

    Transaction.Signed sign(Transaction transaction) {
        EthAddress to = transaction.to();
        RawTransaction raw = RawTransaction.createTransaction(
                transaction.chainId(),
                BigInteger.valueOf(transaction.nonce()),
                BigInteger.valueOf(transaction.gasLimit()),
                to == null ? "" : to.value(),
                BigInteger.ZERO,
                transaction.data(),
                transaction.fees().tipWei(),
                transaction.fees().maxFeeWei());
        byte[] signed = TransactionEncoder.signMessage(raw, credentials);
        return new Transaction.Signed(Numeric.toHexString(Hash.sha3(signed)), Numeric.toHexString(signed));
    }

    /** web3j leaves out {@code kdf} under Jackson 3.2, where it is the type of {@code kdfparams} and nothing else. */
    private static WalletFile read(String json) {
        JsonNode tree = JsonMapper.shared().readTree(json.getBytes(StandardCharsets.UTF_8));
        WalletFile file = JsonMapper.shared().treeToValue(tree, WalletFile.class);
        JsonNode crypto = tree.has("crypto") ? tree.get("crypto") : tree.path("Crypto");
        file.getCrypto().setKdf(crypto.path("kdf").asString());
        return file;
    }

    /** The address; never the key. */
    @Override
    public String toString() {
        return "ChainAccount[" + credentials.getAddress() + "]";
    }
}
