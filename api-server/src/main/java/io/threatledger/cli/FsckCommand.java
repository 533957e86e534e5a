package io.threatledger.cli;

import io.threatledger.audit.Damage;
import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckKeys;
import io.threatledger.audit.FsckReport;
import io.threatledger.config.NodeConfig;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.node.DataFolder;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks the ledger of this machine. */
@Command(
        name = "fsck",
        header = "Recompute everything in a ledger's file and name the first damaged row of each table.",
        description = {
            "",
            "Nothing is written and nothing is mended. A node may run on the same folder.",
            "Status 0: clean. 1: damage. 3: the file cannot be read.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  threatledger fsck --config /etc/threatledger/threatledger.conf",
            "  threatledger fsck data                      the folder of threatledger dev",
            "  threatledger fsck /backup --config FILE     a copy of the folder of that configuration"
        })
final class FsckCommand extends CliCommand {
    private static final double NANOS_PER_SECOND = 1e9;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder with ledger.db (default: the one that the configuration names).")
    private @Nullable Path folder;

    @Mixin
    private ConfigOption config = new ConfigOption();

    /** Which file, and whose. */
    private record Subject(Path ledger, FsckKeys keys) {}

    FsckCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        Subject subject = subject();
        long began = around.nanos().getAsLong();
        FsckReport report = check(subject);
        tell(subject.ledger(), report, Duration.ofNanos(around.nanos().getAsLong() - began));
        return report.isClean() ? ExitStatus.DONE : ExitStatus.NO;
    }

    private FsckReport check(Subject subject) {
        FsckDisplay display = new FsckDisplay(around);
        try {
            return Fsck.run(subject.ledger(), subject.keys(), InstantSource.system(), display);
        } catch (StorageException e) {
            throw CommandFailure.environment(String.valueOf(e.getMessage()));
        } finally {
            display.clear();
        }
    }

    /** The folder of a development node knows whose it is; any other is told by a configuration. */
    private Subject subject() throws IOException {
        Optional<NodeIdentity> dev = folder == null ? Optional.empty() : NodeIdentity.inDevFolder(folder);
        if (folder != null && dev.isPresent()) {
            return subject(folder, dev.get());
        }
        NodeConfig read = config.read(around);
        return subject(folder == null ? read.dataFolder() : folder, ConfiguredNode.identity(read));
    }

    private static Subject subject(Path folder, NodeIdentity identity) {
        return new Subject(DataFolder.ledgerIn(folder), FsckKeys.of(identity.origin(), identity.keys()));
    }

    private void tell(Path ledger, FsckReport report, Duration took) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("CHECKED", "ROWS", "")));
        report.lines().forEach(line -> rows.add(line(line)));
        Table.lines(rows).forEach(around.out()::println);
        report.damages().forEach(damage -> around.out().println(Printing.oneLine(damage.text())));
        double seconds = took.toNanos() / NANOS_PER_SECOND;
        around.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %s; %,d rows in %.1f s, %,.0f rows/s",
                        ledger,
                        report.first().map(FsckCommand::verdict).orElse("clean"),
                        report.rows(),
                        seconds,
                        report.rows() / Math.max(seconds, 1 / NANOS_PER_SECOND)));
    }

    private static List<String> line(FsckReport.Line line) {
        return List.of(line.name(), Printing.count(line.rows()), line.damage() == null ? "ok" : "DAMAGED");
    }

    private static String verdict(Damage first) {
        return "DAMAGED, first in %s%s; restore a backup, or take the entries from a mirror"
                .formatted(first.table(), first.row().isEmpty() ? "" : " row " + Printing.oneLine(first.row()));
    }
}
