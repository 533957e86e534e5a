@NullMarked
package io.threatledger.merkle;

import org.jspecify.annotations.NullMarked;
