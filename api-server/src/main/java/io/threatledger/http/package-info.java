/**
 * The HTTP server that every API family is served by: sizes, slow clients, errors, sources, compression, stop.
 *
 * <p>Knows Javalin and Jetty so that its neighbours do not have to: {@code v1}, {@code events}, {@code tlog} and those
 * to come register {@link io.threatledger.http.Routes} and throw {@link io.threatledger.http.Problem}. It knows the
 * failures of {@code ledger-core} and maps each to an answer in one place ({@link io.threatledger.http.Failures}). Who
 * asks is {@code auth}'s business, which stands on this package.
 */
@NullMarked
package io.threatledger.http;

import org.jspecify.annotations.NullMarked;
