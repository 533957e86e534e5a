/**
 * The query language over indicators: text to an immutable tree, the tree to canonical text, and what a tree means, said
 * plainly for one record in memory.
 *
 * <p>{@link io.threatledger.query.language.Matches} is the meaning; whatever compiles a tree to SQL is held against it.
 * Knows the targets and words of {@code entry} and the record of {@code query.indicator}; no rows, no plans: a caller asks
 * the tree for its predicates and refuses the fields that its reader may not see.
 */
@NullMarked
package io.threatledger.query.language;

import org.jspecify.annotations.NullMarked;
