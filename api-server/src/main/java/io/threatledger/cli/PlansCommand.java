package io.threatledger.cli;

import io.threatledger.auth.Plans;
import io.threatledger.config.InvalidConfig;
import io.threatledger.config.PlansFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the plans as a file. */
@Command(
        name = "plans",
        header = "Print the default plans as a file to edit, or judge such a file and print what it says.",
        description = {
            "",
            "A node has the plans of the file that `plans` in its configuration names, from its next start on.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  threatledger plans >/etc/threatledger/plans.json",
            "  threatledger plans /etc/threatledger/plans.json"
        })
final class PlansCommand extends CliCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file to judge.")
    private @Nullable Path file;

    PlansCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        around.out().print(PlansFile.text(plans()));
        around.out().flush();
        return ExitStatus.DONE;
    }

    private Plans plans() throws IOException {
        try {
            return file == null ? Plans.defaults() : PlansFile.read(file);
        } catch (InvalidConfig e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
