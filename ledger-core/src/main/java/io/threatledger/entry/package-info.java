/**
 * What is said in the ledger: targets, claims, entries and their signed form (an SD-JWT without its disclosures), ids, keys.
 *
 * <p>Values only, and BouncyCastle for Ed25519 and HKDF: no clock, no disk, no randomness of its own. Bounds are held by the
 * constructors, so that a value that exists is a valid one. {@code log} signs entries, {@code store} keeps their bytes, {@code
 * proof} verifies them for someone who trusts nobody here.
 */
@NullMarked
package io.threatledger.entry;

import org.jspecify.annotations.NullMarked;
