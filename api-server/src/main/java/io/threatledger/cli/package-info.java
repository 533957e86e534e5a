/**
 * The command line: one class a command, each of which reads its options, asks another package, and prints.
 *
 * <p>May know everything of api-server; nothing knows it. Only {@link Main} ends the process. Commands get environment and
 * streams from {@link Surroundings}, and end with a status of {@link ExitStatus} and one line that says what to do.
 */
@NullMarked
package io.threatledger.cli;

import org.jspecify.annotations.NullMarked;
