package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class Create2Test {

    @Test
    void contractIsWhereTheCalculationSays() {
        Rpc rpc = SharedChains.anvil().rpc();
        Bytes32 salt = ReferenceTree.sha256(ReferenceTree.text("salt"));
        EthAddress address = Create2.address(salt, Artifact.creationCode());
        String data = Create2.deploymentData(salt, Artifact.creationCode());
        assertThat(code(rpc, address)).isEqualTo("0x");

        LedgerOnChain.mined(
                rpc, Map.of("from", LedgerOnChain.OWNER.value(), "to", Create2.DEPLOYER.value(), "data", data));

        assertThat(code(rpc, address)).isEqualTo(Artifact.runtimeCodeHex());
    }

    private static String code(Rpc rpc, EthAddress address) {
        return rpc.call("eth_getCode", address.value(), "latest").asString();
    }
}
