package io.threatledger.cli;

import io.threatledger.store.AccountRow;
import io.threatledger.store.KeyRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows keys without their secrets: {@code keys list}. */
@Command(
        name = "list",
        header = "List keys, without their secrets.",
        footer = {"", "Example:", "  threatledger keys list --config threatledger.conf"})
final class KeysListCommand extends CliCommand {
    private static final List<String> HEADER =
            List.of("KEY", "BEGINS", "NAME", "OWNER", "ACCOUNT", "ROLE", "PLAN", "EXPIRES", "REVOKED");

    @Mixin
    private ConfigOption config = new ConfigOption();

    KeysListCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        try (LocalAccounts local = LocalAccounts.open(config.read(around))) {
            local.accounts().keys().forEach(key -> rows.add(row(key)));
        }
        Table.lines(rows).forEach(around.out()::println);
        return ExitStatus.DONE;
    }

    private static List<String> row(KeyRow key) {
        AccountRow account = key.account();
        return List.of(
                Long.toString(key.id()),
                key.hint(),
                key.name(),
                account.owner(),
                account.name(),
                account.role(),
                account.plan(),
                time(key.expiresAtSeconds(), "never"),
                time(key.revokedAtSeconds(), "-"));
    }

    private static String time(@Nullable Long seconds, String otherwise) {
        return seconds == null ? otherwise : Instant.ofEpochSecond(seconds).toString();
    }
}
