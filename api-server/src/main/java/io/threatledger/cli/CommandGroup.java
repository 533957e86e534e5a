package io.threatledger.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands under it: alone it prints their help. */
abstract class CommandGroup extends CliCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    CommandGroup(Surroundings around) {
        super(around);
    }

    @Override
    public final Integer call() {
        around.out().print(spec.commandLine().getUsageMessage());
        around.out().flush();
        return ExitStatus.DONE;
    }
}
