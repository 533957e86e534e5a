package io.threatledger.cli;

import io.threatledger.auth.Accounts;
import io.threatledger.auth.KeyPrefix;
import io.threatledger.auth.NewKey;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.entry.InvalidField;
import io.threatledger.store.AccountRow;
import io.threatledger.store.OwnerRow;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key, with its owner and account where they are new: {@code keys create}. */
@Command(
        name = "create",
        header = "Make a key. Owner and account are made too where they are new. The secret is shown once.",
        footer = {
            "",
            "Example:",
            "  threatledger keys create --owner example-org --account sensors --role publisher --plan professional"
        })
final class KeysCreateCommand extends CliCommand {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--owner",
            paramLabel = "HANDLE",
            required = true,
            description = "The organization that speaks: what entries say in owner.")
    private String owner = "";

    @Option(names = "--account", paramLabel = "NAME", required = true, description = "Who of it.")
    private String account = "";

    @Option(names = "--role", paramLabel = "WORD", description = "reader, publisher or admin (default: reader).")
    private String role = Role.READER.word();

    @Option(names = "--plan", paramLabel = "NAME", description = "Default: community.")
    private String plan = Plans.FIRST;

    @Option(names = "--member-of", paramLabel = "HANDLE", description = "Make the owner a member of these communities.")
    private List<String> memberOf = List.of();

    @Option(names = "--name", paramLabel = "TEXT", description = "To tell keys of an account apart.")
    private String name = "key";

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "tck_ or snt_ (default: by the role).")
    private @Nullable String prefix;

    @Option(names = "--access-id", description = "An access id with a secret that signs requests, for v2.")
    private boolean accessId;

    @Option(names = "--expires", paramLabel = "TIME", description = "Such as 2027-01-01T00:00:00Z. Default: never.")
    private @Nullable String expires;

    KeysCreateCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        try (LocalAccounts local = LocalAccounts.open(config.read(around))) {
            Accounts accounts = local.accounts();
            Long until = expiry();
            AccountRow who = account(accounts);
            NewKey made = accessId
                    ? accounts.createAccessId(who.id(), name, until)
                    : accounts.createBearer(who.id(), keyPrefix(), name, until);
            around.err()
                    .println("key %d of %s / %s, role %s, plan %s; its secret is not shown again"
                            .formatted(made.row().id(), who.owner(), who.name(), who.role(), who.plan()));
            around.out().println(accessId ? made.row().hint() + " " + made.secret() : made.secret());
        }
        return ExitStatus.DONE;
    }

    private AccountRow account(Accounts accounts) {
        Role wanted = Role.parse(role);
        boolean known = accounts.owners().stream().map(OwnerRow::handle).anyMatch(owner::equals);
        if (!known) {
            accounts.createOwner(owner, owner, OwnerRow.Kind.ORGANIZATION);
        }
        memberOf.forEach(community -> accounts.join(owner, community));
        AccountRow row =
                accounts.account(owner, account).orElseGet(() -> accounts.createAccount(owner, account, wanted, plan));
        if (!row.role().equals(wanted.word()) || !row.plan().equals(plan)) {
            throw CommandFailure.usage("%s / %s is there with role %s and plan %s: name another account, or these"
                    .formatted(owner, account, row.role(), row.plan()));
        }
        return row;
    }

    private KeyPrefix keyPrefix() {
        if (prefix != null) {
            return KeyPrefix.parse(prefix);
        }
        return Role.parse(role) == Role.READER ? KeyPrefix.READER : KeyPrefix.PUBLISHER;
    }

    private @Nullable Long expiry() {
        if (expires == null) {
            return null;
        }
        try {
            return Instant.parse(expires).getEpochSecond();
        } catch (DateTimeParseException e) {
            throw new InvalidField("expires", InvalidField.shown(expires), "a time such as 2027-01-01T00:00:00Z");
        }
    }
}
