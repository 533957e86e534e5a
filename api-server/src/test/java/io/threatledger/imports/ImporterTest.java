package io.threatledger.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.client.ClientException;
import io.threatledger.client.PolicingNode;
import io.threatledger.client.PolicingNode.Fault;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImporterTest {
    private static final int LINES = 2_500;

    private final PolicingNode node = new PolicingNode();
    private final List<FeedLine.Refused> refused = new ArrayList<>();

    @AfterEach
    void theClientKeptItsHalfOfTheContract() {
        node.close();
        assertThat(node.breaches()).isEmpty();
    }

    @Test
    void everyLineIsPublishedOnceInBatches() throws IOException {
        Tally tally = send("run", LINES);
        assertThat(tally.accepted()).isEqualTo(LINES);
        assertThat(tally.read()).isEqualTo(LINES);
        assertThat(tally.highestIndex()).isEqualTo(LINES - 1);
        assertThat(node.batchSizes()).containsExactlyInAnyOrder(1_000, 1_000, 500);
        assertEachOnce();
    }

    @Test
    void linesAreAcceptedThoughTheirAnswersWereLost() throws IOException {
        node.failNext(
                new Fault.DropAfterCommit(),
                new Fault.DropAfterCommit(),
                new Fault.DropBeforeCommit(),
                new Fault.DropAfterCommit());
        Tally tally = send("run", LINES);
        // Skipped would mean that only what is active saved us, and not the repetition of the same request.
        assertThat(tally.accepted()).isEqualTo(LINES);
        assertThat(tally.skipped()).isZero();
        assertEachOnce();
    }

    @Test
    void aBusyNodeIsWaitedFor() throws IOException {
        node.failNext(new Fault.Status(429, 30), new Fault.Status(503, 1), new Fault.Status(503, 5));
        assertThat(send("run", LINES).accepted()).isEqualTo(LINES);
        assertEachOnce();
    }

    @Test
    void refusedLinesAreTakenOutAndTheOthersPublished() throws IOException {
        Set<String> bad = Set.of(target(3), target(500), target(999), target(1_000), target(2_499));
        node.refuse(bad, true);
        Tally tally = send("run", LINES);
        assertThat(tally.accepted()).isEqualTo(LINES - bad.size());
        assertThat(refused)
                .extracting(FeedLine.Refused::number)
                .containsExactlyInAnyOrder(4L, 501L, 1_000L, 1_001L, 2_500L);
        assertThat(refused).allSatisfy(line -> assertThat(line.reason()).contains("is protected"));
        assertThat(new HashSet<>(node.appended())).doesNotContainAnyElementsOf(bad);
    }

    @Test
    void moreRefusedLinesThanANodeListsAreFoundAll() throws IOException {
        node.refuse(IntStream.range(0, 50).mapToObj(ImporterTest::target).collect(Collectors.toSet()), true);
        assertThat(send("run", 200).accepted()).isEqualTo(150);
        assertThat(refused).hasSize(50);
    }

    @Test
    void refusedLinesAreFoundThoughTheNodeDoesNotNameThem() throws IOException {
        node.refuse(Set.of(target(0), target(77), target(78)), false);
        assertThat(send("run", 200).accepted()).isEqualTo(197);
        assertThat(refused).extracting(FeedLine.Refused::number).containsExactlyInAnyOrder(1L, 78L, 79L);
    }

    @Test
    void aSecondRunSkipsWhatIsActive() throws IOException {
        send("first", LINES);
        Tally tally = send("second", LINES);
        assertThat(tally.accepted()).isZero();
        assertThat(tally.skipped()).isEqualTo(LINES);
        assertEachOnce();
    }

    @Test
    void aRunThatBrokeOffIsEndedByTheNext() throws IOException {
        node.failNext(new Fault.DropAfterCommit(), new Fault.Status(503, 3_600));
        assertThatThrownBy(() -> send("first", LINES)).isInstanceOf(ClientException.Later.class);
        Tally tally = send("second", LINES);
        assertThat(tally.accepted() + tally.skipped()).isEqualTo(LINES);
        assertEachOnce();
    }

    @Test
    void whatWasRevokedIsPublishedByALaterRun() throws IOException {
        send("first", 10);
        node.revokeAll();
        assertThat(send("second", 10).accepted()).isEqualTo(10);
        assertThat(node.appended()).hasSize(20);
    }

    @Test
    void aKeyThatIsRefusedEndsTheImportAtOnce() {
        try (ThreatLedgerClient client = new ThreatLedgerClient(node.url(), Optional.of("tck_bad"), Retries.none())) {
            assertThatThrownBy(() -> importer(client, "run").run(feed(LINES)))
                    .isInstanceOf(ClientException.NotAllowed.class);
        }
        assertThat(node.appended()).isEmpty();
    }

    private void assertEachOnce() {
        assertThat(node.appended()).doesNotHaveDuplicates().hasSize(LINES);
    }

    private Tally send(String run, int lines) throws IOException {
        Retries retries = new Retries(Duration.ofMinutes(10), pause -> {}, (pause, why) -> {});
        try (ThreatLedgerClient client = new ThreatLedgerClient(node.url(), Optional.of(PolicingNode.KEY), retries)) {
            return importer(client, run).run(feed(lines));
        }
    }

    private Importer importer(ThreatLedgerClient client, String run) {
        ImportListener listener = new ImportListener() {
            @Override
            public void refused(FeedLine.Refused line) {
                refused.add(line);
            }

            @Override
            public void progress(Tally tally) {
                assertThat(tally.settled()).isLessThanOrEqualTo(tally.read());
            }
        };
        return new Importer(client, listener, ThreatLedgerClient.BATCH_REPORTS_MAX, run);
    }

    private static Feed feed(int lines) {
        String text = IntStream.range(0, lines).mapToObj(ImporterTest::target).collect(Collectors.joining("\n"));
        return new Feed(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                ReportDefaults.plain(),
                OptionalInt.empty());
    }

    private static String target(int i) {
        return "203.0.%d.%d".formatted(100 + i / 256, i % 256);
    }
}
