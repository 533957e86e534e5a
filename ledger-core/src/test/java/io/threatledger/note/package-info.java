/** Tests of {@code note}: what must be refused first, then what must hold. */
@NullMarked
package io.threatledger.note;

import org.jspecify.annotations.NullMarked;
