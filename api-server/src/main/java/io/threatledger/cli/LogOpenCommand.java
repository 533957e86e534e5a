package io.threatledger.cli;

import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainAccount;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.OpenLog;
import io.threatledger.chain.Setup;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.entry.Origin;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a log on the contract: {@code log open}. */
@Command(
        name = "open",
        header = "Open a log on the contract, once per log. One that this account opened before is found.",
        footer = {
            "",
            "The account that opens is the log's owner: keep its key cold. The anchorer is the node's own account.",
            "",
            "Example:",
            "  CHAIN_KEY=0x… threatledger log open --rpc https://rpc.example --contract 0x… \\",
            "      --origin log.example.org/threats --seed seed --anchorer 0x…"
        })
final class LogOpenCommand extends CliCommand {
    @Mixin
    private ChainAccountOptions chain = new ChainAccountOptions();

    @Option(names = "--contract", paramLabel = "0x…", required = true, description = "As contract deploy printed it.")
    private String contract = "";

    @Option(names = "--origin", paramLabel = "NAME", required = true, description = "The log's name for ever.")
    private String origin = "";

    @Option(names = "--seed", paramLabel = "FILE", required = true, description = "The node's seed, as init made it.")
    private Path seed = Path.of("");

    @Option(names = "--anchorer", paramLabel = "0x…", required = true, description = "The account that anchors.")
    private String anchorer = "";

    LogOpenCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ContractKeys keys = NodeIdentity.read(seed, new Origin(origin)).contractKeys();
        ChainAccount owner = chain.account(around);
        try (ChainClient client = ChainClient.forWork(chain.rpc())) {
            Setup setup = new Setup(client, owner, AnchorPolicy.DEFAULT.feeCapWei());
            OpenLog log = setup.openLog(
                    address("--contract", contract), new Origin(origin), keys, address("--anchorer", anchorer));
            if (!log.keys().equals(keys)) {
                throw CommandFailure.no("log %s is open with other keys: this is not the seed it was opened with"
                        .formatted(log.logId()));
            }
            around.err()
                    .println("the log is open since block %d; owner %s, anchorer %s"
                            .formatted(log.openedBlock(), log.owner(), log.anchorer()));
            around.out().println("LOG_ID=" + log.logId());
        }
        return ExitStatus.DONE;
    }

    private static EthAddress address(String option, String text) {
        try {
            return new EthAddress(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(option + ": " + e.getMessage());
        }
    }
}
