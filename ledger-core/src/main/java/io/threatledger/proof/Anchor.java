package io.threatledger.proof;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import org.jspecify.annotations.Nullable;

/**
 * Where (size, root) stands on the chain. In a bundle it is a hint; in a {@link Trust} it is what the verifier read itself.
 *
 * @param contract {@code 0x} and 40 lower-case hexadecimal digits
 * @param logId {@code 0x} and 64
 * @param transaction {@code 0x} and 64; null when only the contract's head is known
 */
public record Anchor(
        long chainId,
        String contract,
        String logId,
        TreeSize size,
        Digest root,
        @Nullable String transaction,
        @Nullable Long block,
        @Nullable Integer logIndex) {}
