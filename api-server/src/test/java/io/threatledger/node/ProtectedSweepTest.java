package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.policy.ProtectedRanges;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectedSweepTest {
    @TempDir
    Path folder;

    @Test
    void whatBecomesProtectedIsRevokedAndTheRestIsNot() throws Exception {
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node before = home.start(0);
            try (Publisher publisher = new Publisher(before.url(), home.key())) {
                for (String target : List.of("203.0.113.7", "203.0.112.0/23", "198.51.100.1", "203.0.113.0/26")) {
                    assertThat(publisher.post(target, 30).statusCode()).isEqualTo(201);
                }
            } finally {
                before.close();
            }

            ProtectedRanges more = ProtectedRanges.builtIn().plus(List.of("203.0.113.0/24 partner"));
            Node after = home.start(0, more, lost -> {});
            try (Publisher reader = new Publisher(after.url(), home.key())) {
                Until.holds(
                        "only one is active",
                        () -> reader.json("/api/v1/threats").size() == 1);
                assertThat(reader.json("/api/v1/threats?target=203.0.113.7&active_only=false")
                                .valueStream()
                                .map(threat ->
                                        threat.path("revocation").path("reason").asString()))
                        .hasSize(3)
                        .containsOnly("protected: 203.0.113.0/24 (partner)");
                assertThat(reader.post("203.0.113.9", 5).statusCode()).isEqualTo(422);
            } finally {
                after.close();
            }
        }
    }
}
