/**
 * A client of a running node's v1 API, over java.net.http: what the command line and the import speak through.
 *
 * <p>Knows the API as its documentation has it and nothing of the node's inside, so that it also fits a node elsewhere.
 * Whatever it sends may be sent again: writes carry an {@code Idempotency-Key}. Used by {@code imports} and {@code cli}.
 */
@NullMarked
package io.threatledger.client;

import org.jspecify.annotations.NullMarked;
