/** Tests of {@code entry}: what must be refused first, then what must hold. */
@NullMarked
package io.threatledger.entry;

import org.jspecify.annotations.NullMarked;
