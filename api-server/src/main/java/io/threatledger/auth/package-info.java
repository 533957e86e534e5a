/**
 * Who asks, what they may, and how often: accounts, keys, roles, plans, limits.
 *
 * <p>Route writers meet {@link io.threatledger.auth.Access}, which turns a request into a
 * {@link io.threatledger.auth.Caller} or refuses it. Stands on {@code http} (problems, sources) and on
 * {@code ledger-core}'s store; knows no API family.
 */
@NullMarked
package io.threatledger.auth;

import org.jspecify.annotations.NullMarked;
