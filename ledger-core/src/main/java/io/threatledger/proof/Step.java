package io.threatledger.proof;

/**
 * One step of a verification.
 *
 * @param compared what was compared with what, or how it differed
 */
public record Step(String name, boolean ok, String compared) {}
