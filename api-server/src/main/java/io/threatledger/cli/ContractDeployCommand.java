package io.threatledger.cli;

import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.Setup;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts the contract on a chain: {@code contract deploy}. */
@Command(
        name = "deploy",
        header = "Deploy the contract, once per chain. Where it is already, nothing is sent.",
        footer = {
            "",
            "The chain's deterministic deployer is used where there is one: the address is then the same everywhere.",
            "",
            "Example:",
            "  CHAIN_KEY=0x… threatledger contract deploy --rpc https://rpc.example"
        })
final class ContractDeployCommand extends CliCommand {
    @Mixin
    private ChainAccountOptions chain = new ChainAccountOptions();

    ContractDeployCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ChainClient client = ChainClient.forWork(chain.rpc())) {
            Setup.Deployed deployed =
                    new Setup(client, chain.account(around), AnchorPolicy.DEFAULT.feeCapWei()).deployContract();
            around.err().println(deployed.wasThere() ? "the contract was there already" : "the contract is deployed");
            around.out().println("CONTRACT=" + deployed.contract());
        }
        return ExitStatus.DONE;
    }
}
