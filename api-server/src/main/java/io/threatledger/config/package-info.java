/**
 * What a node is configured with: one commented file, overridden by the environment, judged whole before anything opens.
 *
 * <p>Values only. Of the files that it names it reads the plans, which are configuration as well; the wiring opens all
 * others.
 */
@NullMarked
package io.threatledger.config;

import org.jspecify.annotations.NullMarked;
