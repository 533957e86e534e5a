package io.threatledger.feed;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest rendered events. One thread puts, many read; each slot carries its index, so a reader that was overtaken
 * sees so and reads elsewhere.
 */
final class Ring<T> {
    private record Slot<T>(long index, T event) {}

    private final AtomicReferenceArray<@Nullable Slot<T>> slots;

    Ring(int events) {
        this.slots = new AtomicReferenceArray<>(events);
    }

    int capacity() {
        return slots.length();
    }

    void put(long index, T event) {
        slots.set(slot(index), new Slot<>(index, event));
    }

    /** Adds the events from {@code from} on that are there without a gap, at most up to {@code to}. */
    void copy(long from, long to, List<T> into) {
        for (long index = from; index < to; index++) {
            Slot<T> slot = slots.get(slot(index));
            if (slot == null || slot.index() != index) {
                return;
            }
            into.add(slot.event());
        }
    }

    private int slot(long index) {
        return (int) (index % slots.length());
    }
}
