/**
 * Server-sent events over a feed: frames, heartbeats, resuming, and what happens to a client that does not read.
 *
 * <p>Each stream stays in its request's virtual thread. What an event says and who may subscribe is decided by the API
 * family that registers the route. Knows {@code feed} and {@code http}.
 */
@NullMarked
package io.threatledger.events;

import org.jspecify.annotations.NullMarked;
