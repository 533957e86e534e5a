/**
 * Holds the README to its word: each command in it is run against a real node, and each answer it shows is compared.
 *
 * <p>Knows the program only from outside, as a process with arguments and output.
 */
@NullMarked
package io.threatledger.docs;

import org.jspecify.annotations.NullMarked;
