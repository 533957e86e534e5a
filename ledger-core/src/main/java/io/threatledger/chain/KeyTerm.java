package io.threatledger.chain;

import io.threatledger.contracts.ContractKeys;
import io.threatledger.merkle.TreeSize;
import java.util.Optional;

/**
 * Keys that the chain had for a log, and how long.
 *
 * @param end size of the first anchor after they were replaced: what was appended after it is not theirs to sign; empty
 *     while they are the current ones or nothing was anchored since
 */
public record KeyTerm(ContractKeys keys, Optional<TreeSize> end) {}
