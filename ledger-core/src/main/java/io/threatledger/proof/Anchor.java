package io.threatledger.proof;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where (size, root) stands on the chain. In a bundle it is a hint; in a {@link Trust} it is what the verifier read itself.
 *
 * @param contract {@code 0x} and 40 hexadecimal digits, kept in lower case
 * @param logId {@code 0x} and 64
 * @param transaction {@code 0x} and 64; null, like the next two, when only the contract's head is known
 */
public record Anchor(
        long chainId,
        String contract,
        String logId,
        TreeSize size,
        Digest root,
        @Nullable String transaction,
        @Nullable Long block,
        @Nullable Integer logIndex) {

    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
    private static final Pattern WORD = Pattern.compile("0x[0-9a-f]{64}");

    public Anchor {
        requireNotNegative("chain_id", chainId);
        contract = hex("contract", contract, ADDRESS);
        logId = hex("log_id", logId, WORD);
        transaction = transaction == null ? null : hex("transaction", transaction, WORD);
        requireNotNegative("block", block == null ? 0 : block);
        requireNotNegative("log_index", logIndex == null ? 0 : logIndex);
    }

    private static String hex(String member, String value, Pattern shape) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!shape.matcher(lower).matches()) {
            throw new InvalidProof("anchor: " + member + " (wanted: " + shape + ")");
        }
        return lower;
    }

    private static void requireNotNegative(String member, long value) {
        if (value < 0) {
            throw new InvalidProof("anchor: " + member + " " + value + " (wanted: 0 or more)");
        }
    }
}
