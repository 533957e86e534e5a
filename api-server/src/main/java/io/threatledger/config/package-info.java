/**
 * What a node is configured with: one commented file, overridden by the environment, judged whole before anything opens.
 *
 * <p>Values only. It opens nothing: the wiring reads the files that it names.
 */
@NullMarked
package io.threatledger.config;

import org.jspecify.annotations.NullMarked;
