package io.threatledger.query;

/**
 * Where the log is anchored.
 *
 * @param contract {@code 0x} and 40 lower-case hexadecimal digits
 * @param logId {@code 0x} and 64
 */
public record LogPlace(long chainId, String contract, String logId) {}
