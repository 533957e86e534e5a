package io.threatledger.v2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values in the order in which they are written, the same for JSON and XML: texts, numbers, booleans, further
 * {@code Data}, and lists of it. What is null is left out.
 */
final class Data {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Data with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value instanceof Data data ? data.members : value);
        }
        return this;
    }

    Data with(String name, List<Data> list) {
        members.put(name, list.stream().map(Data::members).toList());
        return this;
    }

    /** For a mapper: nothing but what it knows by itself. */
    Map<String, Object> members() {
        return members;
    }
}
