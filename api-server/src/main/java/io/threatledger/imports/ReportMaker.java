package io.threatledger.imports;

import io.threatledger.client.Report;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a report of one line's members, or says why not: what can be seen here need not travel. */
final class ReportMaker {
    private final ReportDefaults defaults;
    /** What every report of a plain list ends with, after its target. */
    private final String plainEnd;

    ReportMaker(ReportDefaults defaults) {
        this.defaults = defaults;
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        defaults.complete(others);
        this.plainEnd = others.isEmpty() ? "\"}" : "\"," + others.toString().substring(1);
    }

    /** A report of nothing but a target. */
    FeedLine make(long number, String line, String target) {
        try {
            // The canonical form has no character that JSON would escape.
            String canonical = Target.parse(target).text();
            return new FeedLine.Usable(number, new Report(canonical, "{\"target\":\"" + canonical + plainEnd));
        } catch (InvalidField e) {
            return new FeedLine.Refused(number, line, String.valueOf(e.getMessage()));
        }
    }

    FeedLine make(long number, String line, ObjectNode members) {
        try {
            JsonNode target = members.path("target");
            if (!target.isString()) {
                return new FeedLine.Refused(number, line, "target: missing (wanted: an address or a network)");
            }
            Target.parse(target.asString());
            if (members.path("severity").isString()) {
                Severity.parse(members.path("severity").asString());
            }
            if (members.path("action").isString()) {
                ThreatAction.parse(members.path("action").asString());
            }
            defaults.complete(members);
            return new FeedLine.Usable(number, Report.of(members));
        } catch (InvalidField e) {
            return new FeedLine.Refused(number, line, String.valueOf(e.getMessage()));
        }
    }
}
