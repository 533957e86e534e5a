/**
 * The log itself, as C2SP tlog-tiles has it: checkpoint, tiles, entry bundles, and the keys to verify them with.
 *
 * <p>Serves published sizes only, to everyone, outside quotas: a mirror or an auditor needs nothing else. A plan with a
 * delay sees a size as old as that. Knows {@code http}, {@code auth} and {@code ledger-core}.
 */
@NullMarked
package io.threatledger.tlog;

import org.jspecify.annotations.NullMarked;
