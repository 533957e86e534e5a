package io.threatledger.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What fsck found, check by check in its order. */
public record FsckReport(List<Line> lines) {
    /**
     * One check.
     *
     * @param name the table, mostly
     * @param rows how many rows were read before it ended
     * @param damage the first damage, or null
     */
    public record Line(String name, long rows, @Nullable Damage damage) {}

    public FsckReport {
        lines = List.copyOf(lines);
    }

    public boolean isClean() {
        return damages().isEmpty();
    }

    /** The first damage of each check; what is computed from something comes after it. */
    public List<Damage> damages() {
        return lines.stream().map(Line::damage).filter(Objects::nonNull).toList();
    }

    public Optional<Damage> first() {
        return damages().stream().findFirst();
    }

    public long rows() {
        return lines.stream().mapToLong(Line::rows).sum();
    }
}
