/** Tests of {@code proof}: what must be refused first, then what must hold. */
@NullMarked
package io.threatledger.proof;

import org.jspecify.annotations.NullMarked;
