package io.threatledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The tree of commands, in the order that help shows them. */
final class Commands {
    private static final int HELP_COLUMNS = 100;

    private Commands() {}

    static CommandLine all(Surroundings around) {
        return new CommandLine(new ThreatLedger(around))
                .addSubcommand(new DevCommand(around))
                .addSubcommand(new InitCommand(around))
                .addSubcommand(new ServeCommand(around))
                .addSubcommand(group(new ContractGroup(around), new ContractDeployCommand(around)))
                .addSubcommand(group(new LogGroup(around), new LogOpenCommand(around)))
                .addSubcommand(group(
                        new KeysGroup(around),
                        new KeysCreateCommand(around),
                        new KeysListCommand(around),
                        new KeysRevokeCommand(around)))
                .addSubcommand(new PlansCommand(around))
                .addSubcommand(new AddCommand(around))
                .addSubcommand(new ListCommand(around))
                .addSubcommand(new RevokeCommand(around))
                .addSubcommand(new ImportCommand(around))
                .addSubcommand(new ExportCommand(around))
                .addSubcommand(new VerifyCommand(around))
                .addSubcommand(new AuditCommand(around))
                .addSubcommand(new FsckCommand(around))
                .addSubcommand(new RecoverCommand(around))
                .setUsageHelpWidth(HELP_COLUMNS);
    }

    private static CommandLine group(CommandGroup group, CliCommand... commands) {
        CommandLine line = new CommandLine(group);
        for (CliCommand command : commands) {
            line.addSubcommand(command);
        }
        return line;
    }

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
    private static final class ThreatLedger extends CommandGroup {
        ThreatLedger(Surroundings around) {
            super(around);
        }
    }

    @Command(name = "contract", header = "The contract on the chain: deploy it.", synopsisSubcommandLabel = "COMMAND")
    private static final class ContractGroup extends CommandGroup {
        ContractGroup(Surroundings around) {
            super(around);
        }
    }

    @Command(name = "log", header = "The log on the contract: open it.", synopsisSubcommandLabel = "COMMAND")
    private static final class LogGroup extends CommandGroup {
        LogGroup(Surroundings around) {
            super(around);
        }
    }

    @Command(
            name = "keys",
            header = "API keys and access ids: create, list, revoke.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class KeysGroup extends CommandGroup {
        KeysGroup(Surroundings around) {
            super(around);
        }
    }
}
