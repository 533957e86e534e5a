/** Tests of the Merkle tree: a recursion straight from the RFC is the oracle. */
@NullMarked
package io.threatledger.merkle;

import org.jspecify.annotations.NullMarked;
