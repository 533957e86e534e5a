package io.threatledger.contracts;

/**
 * The public keys that the log's owner put on the chain; a verifier takes them from there.
 *
 * @param checkpointKey Ed25519, signs checkpoints
 * @param entryKey Ed25519, signs entries
 */
public record ContractKeys(Bytes32 checkpointKey, Bytes32 entryKey) {}
