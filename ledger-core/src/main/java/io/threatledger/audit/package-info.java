/**
 * Recomputes everything and believes nothing: from the rows of one file ({@code Fsck}, and slowly
 * beside a running node), from the log as others see it, and from the chain.
 *
 * <p>It decides nothing and serves nothing: what it finds goes to a person, as the first thing that is wrong. It may know
 * every stage of the core, and no stage knows it. Its neighbours are the commands and the wiring that call it.
 */
@NullMarked
package io.threatledger.audit;

import org.jspecify.annotations.NullMarked;
