package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.ContractsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What each transaction costs, whole. Run with {@code -Dthreatledger.gas.write=true} to take the new values over. */
class GasSnapshotTest {
    private static final long ANCHOR_OF_A_MILLION_GAS_MAX = 60_000;
    private static final boolean WRITE = Boolean.getBoolean("threatledger.gas.write");
    private static final Path SNAPSHOT = ContractsFolder.find().resolve("gas-snapshot.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final LedgerOnChain ledger = SharedChains.anvil();
    private final ReferenceTree tree = MillionTree.build();

    @Test
    void everyTransactionCostsWhatTheSnapshotSays() throws IOException {
        Map<String, Long> measured = measure();
        if (WRITE) {
            Files.writeString(SNAPSHOT, JSON.writeValueAsString(measured) + "\n");
        }
        Map<String, Long> snapshot = new LinkedHashMap<>();
        JSON.readTree(SNAPSHOT).forEachEntry((row, gas) -> snapshot.put(row, gas.asLong()));
        assertThat(measured).containsExactlyEntriesOf(snapshot);
        assertThat(measured.get("anchor 1000000 -> 1001000")).isLessThanOrEqualTo(ANCHOR_OF_A_MILLION_GAS_MAX);
    }

    private Map<String, Long> measure() {
        Map<String, Long> gas = new LinkedHashMap<>();
        gas.put("deploy", ledger.deploymentGas());
        gas.put(
                "open",
                LedgerOnChain.gasUsed(ledger.send(
                        LedgerOnChain.OWNER,
                        LedgerContract.encodeOpen("gas.example", LedgerOnChain.KEYS, LedgerOnChain.ANCHORER))));
        gas.put("anchor 0 -> 1000", anchorGas(ledger.open("first.gas.example"), 0, 1_000));
        putStep(gas, 1_000, 1_256);
        putStep(gas, 1_000_000, 1_000_256);
        putStep(gas, 1_000_000, 1_001_000);
        putStep(gas, 999_999, 1_004_095);
        putStep(gas, MillionTree.ENTRIES - 1, MillionTree.ENTRIES);
        return gas;
    }

    private void putStep(Map<String, Long> gas, long held, long size) {
        String row = "anchor %d -> %d".formatted(held, size);
        LogId log = ledger.open(row.replace(" ", ""));
        anchorGas(log, 0, held);
        gas.put(row, anchorGas(log, held, size));
    }

    private long anchorGas(LogId log, long held, long size) {
        List<Bytes32> proof = held == 0 ? List.of() : tree.proof(held, size);
        JsonNode receipt =
                ledger.send(LedgerOnChain.ANCHORER, LedgerContract.encodeAnchor(log, tree.head(size), proof));
        return LedgerOnChain.gasUsed(receipt);
    }
}
