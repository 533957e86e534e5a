package io.threatledger.auth;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps what was asked for lately and drops the rest. Not thread-safe: its owner locks. */
final class RecentMap<K, V> extends LinkedHashMap<K, V> {
    @Serial
    private static final long serialVersionUID = 1;

    private static final float LOAD = 0.75f;
    private static final int FIRST_CAPACITY = 16;

    private final int entriesMax;

    RecentMap(int entriesMax) {
        super(FIRST_CAPACITY, LOAD, true);
        this.entriesMax = entriesMax;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > entriesMax;
    }
}
