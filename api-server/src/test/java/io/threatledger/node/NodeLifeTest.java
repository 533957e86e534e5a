package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node holds it gives back: once, and also when it could not start. */
class NodeLifeTest {
    @TempDir
    Path folder;

    private Anvil anvil;
    private NodeHome home;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void aStartThatFindsItsPortTakenLeavesNothingBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> home.start(taken.getLocalPort())).isInstanceOf(Exception.class);
        }
        assertThat(ownThreads()).isEmpty();
        home.start(0).close();
    }

    @Test
    void aLedgerThatCannotBeOpenedDoesNotKeepTheFolder() throws IOException {
        Path ledger = DataFolder.ledgerIn(folder);
        Path aside = folder.resolve("aside.db");
        Files.move(ledger, aside);
        assertThatThrownBy(() -> home.start(0)).isInstanceOf(StorageException.class);
        Files.move(aside, ledger);
        home.start(0).close();
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        Node node = home.start(0);
        node.close();
        node.close();
        assertThat(ownThreads()).isEmpty();
        home.start(0).close();
    }

    private static Set<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("catalog ") || name.equals("feed") || name.equals("delays"))
                .collect(Collectors.toSet());
    }
}
