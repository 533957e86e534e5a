package io.threatledger.cli;

import io.threatledger.chain.ChainAccount;
import io.threatledger.config.ConfigTemplate;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.dev.SecretFile;
import io.threatledger.entry.Origin;
import io.threatledger.node.DataFolder;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes what a node needs. */
@Command(
        name = "init",
        header = "Make a node: its seed, its chain account, an empty ledger and a commented configuration.",
        description = {"", "Nothing that is there is overwritten.", ""},
        footer = {"", "Example:", "  threatledger init /etc/threatledger --origin log.example.org/threats"})
final class InitCommand extends CliCommand {
    private static final int PASSWORD_BYTES = 32;

    @Parameters(paramLabel = "DIR", description = "The folder to make it in.")
    private Path folder = Path.of("");

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            required = true,
            description = "The log's name for ever: a-z 0-9 . / - , no scheme, no port.")
    private String origin = "";

    @Option(names = "--rpc", paramLabel = "URL", description = "The chain's JSON-RPC, for the configuration.")
    private @Nullable String rpc;

    @Option(names = "--chain-id", paramLabel = "N", description = "What that chain calls itself.")
    private @Nullable Long chainId;

    InitCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        Origin name = new Origin(origin);
        Path configuration = folder.resolve(ConfigOption.FILE_NAME);
        Path seed = folder.resolve("seed");
        Path account = folder.resolve("account.json");
        Path password = folder.resolve("account.password");
        Path data = folder.resolve("data");
        refuseToOverwrite(List.of(configuration, seed, account, password, DataFolder.ledgerIn(data)));
        Files.createDirectories(data);
        SecureRandom random = new SecureRandom();
        NodeIdentity identity = NodeIdentity.create(seed, name, random::nextBytes);
        ChainAccount anchorer = createAccount(account, password, random);
        LedgerDatabase.create(DataFolder.ledgerIn(data)).close();
        // Last: a folder with a configuration is complete.
        Files.writeString(configuration, configuration(), StandardOpenOption.CREATE_NEW);
        tellWhatIsNext(configuration, seed, anchorer, identity);
        return ExitStatus.DONE;
    }

    private static void refuseToOverwrite(List<Path> files) {
        for (Path file : files) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw CommandFailure.usage(file + " is there already: init makes new nodes only; name another folder");
            }
        }
    }

    private static ChainAccount createAccount(Path account, Path passwordFile, SecureRandom random) throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        SecretFile.create(passwordFile, (password + "\n").getBytes(StandardCharsets.US_ASCII));
        return ChainAccount.create(account, password);
    }

    private String configuration() {
        ConfigTemplate template = new ConfigTemplate().with("origin", origin);
        if (rpc != null) {
            template = template.with("chain.rpc_url", rpc);
        }
        if (chainId != null) {
            template = template.with("chain.id", chainId.toString());
        }
        return template.text();
    }

    private void tellWhatIsNext(Path configuration, Path seed, ChainAccount anchorer, NodeIdentity identity) {
        String url = rpc == null ? "URL" : rpc;
        around.out().println("""
                made %s
                checkpoint key %s

                Next:
                  1. keep a copy of %s elsewhere: it is what the log signs with
                  2. give %s some coins: it pays for anchors
                  3. CHAIN_KEY=… threatledger contract deploy --rpc %s
                  4. CHAIN_KEY=… threatledger log open --rpc %s --contract 0x… --origin %s --seed %s --anchorer %s
                  5. write chain.rpc_url, chain.id, chain.contract and chain.log_id into %s
                  6. threatledger keys create --config %s --owner NAME --account admin --role admin --plan enterprise
                  7. threatledger serve --config %s""".formatted(
                        configuration,
                        identity.checkpointKey().vkey(),
                        seed,
                        anchorer.address().toChecksummed(),
                        url,
                        url,
                        origin,
                        seed,
                        anchorer.address().toChecksummed(),
                        configuration,
                        configuration,
                        configuration));
    }
}
