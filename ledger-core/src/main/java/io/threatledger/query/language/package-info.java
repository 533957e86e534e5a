/**
 * The query language over indicators: text to an immutable tree, the tree to canonical text, and what a tree means for one
 * record in memory ({@link io.threatledger.query.language.Matches}): whatever compiles a tree to SQL is held against that.
 *
 * <p>Knows the values of {@code entry} and the record of {@code query.indicator}; no rows, no plans: a caller asks the tree
 * for its predicates and refuses the fields that its reader may not see.
 */
@NullMarked
package io.threatledger.query.language;

import org.jspecify.annotations.NullMarked;
