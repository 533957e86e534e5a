@NullMarked
package io.threatledger.contracts;

import org.jspecify.annotations.NullMarked;
