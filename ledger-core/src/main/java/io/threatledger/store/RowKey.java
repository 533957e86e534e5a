package io.threatledger.store;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which row of a table: the values of its key's columns.
 *
 * @param parts a {@link Long} or a {@link String} each; bytes where a text is none
 */
public record RowKey(List<Object> parts) {
    public static RowKey of(long... numbers) {
        return new RowKey(
                java.util.Arrays.stream(numbers).<Object>mapToObj(n -> n).toList());
    }

    /** For people: the parts in a row. */
    @Override
    public String toString() {
        return parts.stream().map(RawRow::shown).collect(Collectors.joining(" "));
    }
}
