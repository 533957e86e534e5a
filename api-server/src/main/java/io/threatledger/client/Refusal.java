package io.threatledger.client;

/**
 * One element of a batch that the node refused.
 *
 * @param position in the batch, from 0
 */
public record Refusal(int position, String reason) {}
