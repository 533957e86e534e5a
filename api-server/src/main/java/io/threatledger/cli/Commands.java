package io.threatledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tree of commands, in the order that help shows them. */
final class Commands {

    private Commands() {}

    static CommandLine all(Surroundings around) {
        return new CommandLine(new ThreatLedger(around))
                .addSubcommand(new AddCommand(around))
                .addSubcommand(new ListCommand(around))
                .addSubcommand(new RevokeCommand(around))
                .addSubcommand(new ImportCommand(around))
                .addSubcommand(new ExportCommand(around))
                .addSubcommand(new VerifyCommand(around))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    /** The command that has no name of its own: prints the help. */
    @Command(
            name = "threatledger",
            header = "A ledger of network threats, anchored to a chain.",
            synopsisSubcommandLabel = "COMMAND",
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "Exit status: 0 done, 1 the answer is no, 2 wrong use, 3 the environment failed.",
                "",
                "Example:  threatledger dev        everything on this machine",
                "          threatledger add --help"
            })
    static final class ThreatLedger extends CliCommand {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        ThreatLedger(Surroundings around) {
            super(around);
        }

        @Override
        public Integer call() {
            around.out().print(spec.commandLine().getUsageMessage());
            around.out().flush();
            return ExitStatus.DONE;
        }
    }
}
