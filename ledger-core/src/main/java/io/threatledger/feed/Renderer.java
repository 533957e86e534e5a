package io.threatledger.feed;

import java.util.List;

/** Turns published entries into what subscribers are told. Called by the pump and by cursors; thread-safe. */
@FunctionalInterface
public interface Renderer<T> {
    /** One element for each entry {@code from <= index < to}, in ledger order. */
    List<T> render(long from, long to);
}
