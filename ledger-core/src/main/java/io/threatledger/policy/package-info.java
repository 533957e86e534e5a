/**
 * What may be listed at all: ranges whose blocking would hurt the one who blocks.
 *
 * <p>Asked by admission before anything is queued. Knows targets and nothing else; the operator's own list comes in as
 * lines of text.
 */
@NullMarked
package io.threatledger.policy;

import org.jspecify.annotations.NullMarked;
