/**
 * Signed notes and checkpoints (C2SP signed-note and tlog-checkpoint): how the log says its size and root, signed.
 *
 * <p>Values only, with BouncyCastle for Ed25519 and {@code merkle} for size and root. When a checkpoint may be signed is decided
 * elsewhere: only for a size that is anchored.
 */
@NullMarked
package io.threatledger.note;

import org.jspecify.annotations.NullMarked;
