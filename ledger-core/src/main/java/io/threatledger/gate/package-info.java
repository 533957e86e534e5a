/**
 * The one question every write asks first: may the node promise anything now?
 *
 * <p>Holds the words a closed gate speaks and the rule how old an answer may be. It knows neither chain nor disk: the
 * wiring hands it conditions to ask. Read by the sequencer ({@code log}) and by the HTTP edge.
 */
@NullMarked
package io.threatledger.gate;

import org.jspecify.annotations.NullMarked;
