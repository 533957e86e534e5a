package io.threatledger.cli;

import io.threatledger.store.KeyRow;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a key back: {@code keys revoke}. */
@Command(
        name = "revoke",
        header = "Take a key back. A node that runs refuses it within a second.",
        footer = {"", "Example:", "  threatledger keys revoke 7 --config threatledger.conf"})
final class KeysRevokeCommand extends CliCommand {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "KEY", description = "Its number, as keys list shows it.")
    private long key;

    KeysRevokeCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        try (LocalAccounts local = LocalAccounts.open(config.read(around))) {
            KeyRow revoked = local.accounts()
                    .revoke(key)
                    .orElseThrow(() -> CommandFailure.no("there is no key " + key + "; keys list shows them"));
            around.out().println("key %d (%s) is revoked".formatted(revoked.id(), revoked.hint()));
        }
        return ExitStatus.DONE;
    }
}
