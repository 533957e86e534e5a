/**
 * All SQL of the ledger: entries, tiles, head, anchors, projections, accounts, in one SQLite file.
 *
 * <p>One connection writes ({@link io.threatledger.store.LedgerDatabase#write}), a small pool reads. The stages
 * ({@code log}, {@code chain}, {@code feed}, {@code query}) meet here in rows and do not know each other. Entries are
 * the truth, projections are folds over them and can be rebuilt. Knows the value packages and JDBC, nothing else.
 */
@NullMarked
package io.threatledger.store;

import org.jspecify.annotations.NullMarked;
