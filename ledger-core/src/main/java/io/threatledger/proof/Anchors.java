package io.threatledger.proof;

import io.threatledger.merkle.TreeSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a chain that the verifier chose says of one log. */
@FunctionalInterface
public interface Anchors {
    /**
     * The anchor of exactly this size, whatever its root; empty when there is none.
     *
     * @param transaction where a bundle says that it is, {@code 0x} and 64 digits: a hint that may save a search
     */
    Optional<Anchor> at(TreeSize size, @Nullable String transaction);
}
