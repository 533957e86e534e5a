/**
 * The wiring: every part of a node, in the order in which a report flows through them, on one screen.
 *
 * <p>Knows every package and is known by the command line alone. Decides nothing about threats; owns what is opened once
 * (folder, database, clients, threads) and the order of start and stop.
 */
@NullMarked
package io.threatledger.node;

import org.jspecify.annotations.NullMarked;
