/**
 * The exchange API: what owners say of addresses and networks, as programs of threat intelligence platforms exchange it.
 *
 * <p>Requests are signed, answers are JSON or XML in one envelope. Writes go through {@code publishing} and become ledger
 * entries like any other; reads are folds of {@code query.exchange}. {@link io.threatledger.v2.Circle} says which owners an
 * account may see and speak as. Knows {@code http}, {@code auth}, {@code publishing} and {@code ledger-core}; no other API
 * family.
 */
@NullMarked
package io.threatledger.v2;

import org.jspecify.annotations.NullMarked;
