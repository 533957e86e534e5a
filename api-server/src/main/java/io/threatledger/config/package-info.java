/**
 * The node's settings: one file, overridden by the environment, validated whole before anything opens.
 *
 * <p>Makes the values that {@code http}, {@code auth} and the wiring take; opens nothing itself. Read by {@code cli},
 * which hands it the file's text and the environment.
 */
@NullMarked
package io.threatledger.config;

import org.jspecify.annotations.NullMarked;
