/**
 * The readers' API: what everyone together says of a target, as far as the reader's plan shows it.
 *
 * <p>{@code Readers} says who asks and what is left of its quota,
 * {@code Records} words a record as a plan sees it: every answer of the family is made of these two.
 * What is found and folded comes from {@code query}. Knows {@code http}, {@code auth}, {@code events} and
 * {@code ledger-core}; no other API family.
 */
@NullMarked
package io.threatledger.intel;

import org.jspecify.annotations.NullMarked;
