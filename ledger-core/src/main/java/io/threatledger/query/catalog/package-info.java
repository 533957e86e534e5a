/**
 * Finds records: for each span that plans open, a file of its own that says which targets have which claims, kept by
 * following the ledger's rows.
 *
 * <p>A catalog only finds. What it found is folded anew from the entries, as of the moment at which the catalog stands, so
 * that a catalog can be deleted at any time and is never the answer. Knows {@code query.indicator}, {@code query.language}
 * and {@code store}.
 */
@NullMarked
package io.threatledger.query.catalog;

import org.jspecify.annotations.NullMarked;
