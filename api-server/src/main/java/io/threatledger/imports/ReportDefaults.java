package io.threatledger.imports;

import io.threatledger.entry.Severity;
import io.threatledger.entry.ThreatAction;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a report says where its line does not. An empty one is left to the node's own default. */
public record ReportDefaults(
        Optional<String> source,
        Optional<String> category,
        Optional<Severity> severity,
        Optional<ThreatAction> action,
        Optional<Long> ttlSeconds,
        Optional<Integer> confidence,
        List<String> tags) {

    public ReportDefaults {
        tags = List.copyOf(tags);
    }

    /** The source of an import that names none. */
    public static final String SOURCE = "import";

    /** Nothing but {@link #SOURCE}. */
    public static ReportDefaults plain() {
        return new ReportDefaults(
                Optional.of(SOURCE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Adds what is not there. */
    public void complete(ObjectNode report) {
        source.ifPresent(value -> report.putIfAbsent("source", report.stringNode(value)));
        category.ifPresent(value -> report.putIfAbsent("category", report.stringNode(value)));
        severity.ifPresent(value -> report.putIfAbsent("severity", report.stringNode(value.word())));
        action.ifPresent(value -> report.putIfAbsent("action", report.stringNode(value.word())));
        ttlSeconds.ifPresent(value -> report.putIfAbsent("ttl_seconds", report.numberNode(value)));
        confidence.ifPresent(value -> report.putIfAbsent("confidence", report.numberNode(value)));
        if (!tags.isEmpty() && !report.has("tags")) {
            tags.forEach(report.putArray("tags")::add);
        }
    }
}
