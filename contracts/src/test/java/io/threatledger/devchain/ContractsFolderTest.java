package io.threatledger.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsFolderTest {
    @TempDir
    private Path folder;

    @Test
    void namedFolderThatIsNotOursIsRefusedEvenWhereAnotherWouldBeFound() throws IOException {
        makeContracts(folder);
        assertThatThrownBy(() -> ContractsFolder.find(folder.toString(), folder))
                .isInstanceOf(DevChainException.class)
                .hasMessageContaining("has no package.json");
    }

    @Test
    void noFolderAnywhereSaysHowToNameOne() {
        assertThatThrownBy(() -> ContractsFolder.find(null, folder))
                .isInstanceOf(DevChainException.class)
                .hasMessageContaining(ContractsFolder.PROPERTY)
                .hasMessageContaining(ContractsFolder.ENVIRONMENT);
    }

    @Test
    void namedFolderWins() throws IOException {
        Path named = makeContracts(folder.resolve("named"));
        makeContracts(folder);
        assertThat(ContractsFolder.find(named.toString(), folder)).isEqualTo(named);
    }

    @Test
    void nearestFolderAboveIsFound() throws IOException {
        Path contracts = makeContracts(folder);
        assertThat(ContractsFolder.find(null, folder.resolve("a/b"))).isEqualTo(contracts);
        assertThat(ContractsFolder.find(null, contracts)).isEqualTo(contracts);
    }

    private static Path makeContracts(Path parent) throws IOException {
        Path contracts = Files.createDirectories(parent.resolve("contracts"));
        Files.writeString(contracts.resolve("package.json"), "{}");
        return contracts;
    }
}
