/**
 * Imports lists of threats into a running node: reads a feed line by line, sends it in batches, tells what became of each line.
 *
 * <p>An import may end at any moment and be run again: an entry that is active already is skipped by the node, so nothing
 * doubles. Knows {@code client} and the values of {@code entry}; how it is shown is the business of {@code cli}.
 */
@NullMarked
package io.threatledger.imports;

import org.jspecify.annotations.NullMarked;
