@NullMarked
package io.threatledger.cli;

import org.jspecify.annotations.NullMarked;
