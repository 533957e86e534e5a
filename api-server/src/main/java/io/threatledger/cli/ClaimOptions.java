package io.threatledger.cli;

import io.threatledger.entry.Severity;
import io.threatledger.entry.ThreatAction;
import io.threatledger.imports.ReportDefaults;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is claimed of a target. What is not said is left to the node's defaults. */
final class ClaimOptions {
    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "What found it. One owner has one active report of a target for each source.")
    private @Nullable String source;

    @Option(names = "--category", paramLabel = "NAME", description = "What it does, such as ssh-brute-force.")
    private @Nullable String category;

    @Option(names = "--severity", paramLabel = "WORD", description = "low, medium, high or critical.")
    private @Nullable String severity;

    @Option(names = "--action", paramLabel = "WORD", description = "block, rate_limit, monitor or alert.")
    private @Nullable String action;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description =
                    "How long it holds: seconds, or 90m, 12h, 7d. 0: for ever (admins only). The node's default is a day.")
    private @Nullable String ttl;

    @Option(names = "--confidence", paramLabel = "0-100", description = "How sure the source is.")
    private @Nullable Integer confidence;

    @Option(names = "--tags", paramLabel = "TAG", split = ",", description = "Separated by commas.")
    private List<String> tags = List.of();

    /** @param sourceDefault when the options name none */
    ReportDefaults defaults(String sourceDefault) {
        return new ReportDefaults(
                Optional.of(source == null ? sourceDefault : source),
                Optional.ofNullable(category),
                Optional.ofNullable(severity).map(Severity::parse),
                Optional.ofNullable(action).map(ThreatAction::parse),
                Optional.ofNullable(ttl).map(Ttl::seconds),
                Optional.ofNullable(confidence),
                tags);
    }
}
