/**
 * The log itself, as C2SP tlog-tiles has it: checkpoint, tiles, entry bundles, and the keys to verify them with.
 *
 * <p>Serves published sizes only, to everyone, outside quotas: a mirror or an auditor needs nothing else. Knows
 * {@code http} and {@code ledger-core}.
 */
@NullMarked
package io.threatledger.tlog;

import org.jspecify.annotations.NullMarked;
