package io.threatledger.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.client.ClientException;
import io.threatledger.client.Envelope;
import io.threatledger.client.Pause;
import io.threatledger.client.PublishOptions;
import io.threatledger.client.Report;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.client.ThreatQuery;
import io.threatledger.entry.Target;
import io.threatledger.query.Moment;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Window;
import io.threatledger.query.language.Matches;
import io.threatledger.query.language.Parser;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** The development start, with a real chain. */
class DevTest {
    private static final int SAMPLE_ENTRIES = 25;
    private static final ThreatQuery ALL = new ThreatQuery(1_000, null, null, null, null, null, false, null);

    @TempDir
    Path data;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void aSecondStartContinuesWithTheSameKeysAndEntries() throws Exception {
        Map<String, String> first;
        String id;
        try (Dev dev = dev()) {
            URI url = dev.start();
            first = environment();
            assertThat(first).containsEntry("THREATLEDGER_URL", url.toString());
            assertThat(list(first)).hasSize(SAMPLE_ENTRIES);
            id = publish(first).id();
        }
        said.clear();
        try (Dev dev = dev()) {
            dev.start();
            Map<String, String> second = environment();
            assertThat(withoutAddresses(second)).isEqualTo(withoutAddresses(first));
            assertThat(list(second))
                    .hasSize(SAMPLE_ENTRIES + 1)
                    .extracting(Envelope::id)
                    .contains(id);
            assertThat(said).noneMatch(line -> line.contains("began anew"));
            assertThat(publish(second).anchorTransaction()).isPresent();
        }
    }

    @Test
    void aChainThatBeganAnewGetsTheLogAndItsAnchorsAgain() throws Exception {
        String id;
        try (Dev dev = dev()) {
            dev.start();
            id = publish(environment()).id();
        }
        forgetChain();
        try (Dev dev = dev()) {
            dev.start();
            assertThat(said).anyMatch(line -> line.contains("the chain began anew"));
            Map<String, String> environment = environment();
            assertThat(publish(environment).anchorTransaction()).isPresent();
            try (ThreatLedgerClient client = client(environment)) {
                assertThat(client.get(id).anchorTransaction()).isPresent();
            }
        }
    }

    @Test
    void theSampleAnswersWhatReadersAreToldToAsk() throws Exception {
        try (Dev dev = dev()) {
            dev.start();
            Map<String, List<String>> wanted = new LinkedHashMap<>();
            wanted.put("tag:credential-stuffing AND fleet:core", List.of("185.63.253.12", "198.51.100.4"));
            wanted.put("tag:credential-stuffing AND fleet:core NOT country:US", List.of("185.63.253.12"));
            wanted.put("tag:ssh-bruteforce tag:proxy-abuse", List.of("185.63.253.12"));
            wanted.put("asn:AS14001", List.of("185.63.253.12"));
            wanted.put("asn_name:~CHOOPA", List.of("198.51.100.23"));
            wanted.put("tag:tool:sliver*", List.of("198.51.100.77", "192.0.2.33"));
            wanted.put("country:(RU,CN)", List.of("203.0.113.200", "198.51.100.77", "198.51.100.250"));
            wanted.put("country:RU AND confidence:>0.6", List.of("198.51.100.77"));
            wanted.put("ja4:t13d1516h2_8daaf6152771_b186095e22b6 asn:AS14001", List.of("185.63.253.12"));
            wanted.put("sensor:mesh-* port:22 novel:24h last_seen:<24h", List.of("185.63.253.12", "198.51.100.4"));
            wanted.put("action:drop country:NL confidence:>0.7", List.of("185.63.253.12"));
            List<IndicatorRecord> records = records();
            wanted.forEach((query, targets) -> assertThat(records.stream()
                            .filter(new Matches(Parser.parse(query), System.currentTimeMillis()))
                            .map(record -> record.target().text()))
                    .as(query)
                    .containsExactlyElementsOf(targets));
        }
    }

    /** Of the sample's targets, in its order. */
    private List<IndicatorRecord> records() throws IOException {
        try (LedgerDatabase database = LedgerDatabase.open(data.resolve("ledger.db"))) {
            Indicators indicators = new Indicators(database, SourceWeights.DEFAULT);
            return list(environment()).reversed().stream()
                    .map(threat -> Target.parse(threat.claim("target").orElseThrow()))
                    .distinct()
                    .flatMap(target ->
                            indicators
                                    .of(target, Window.all(Moment.newest(System.currentTimeMillis() / 1_000)))
                                    .stream())
                    .toList();
        }
    }

    @Test
    void whoShowsNoKeySeesEverythingAtOnceUnlessTheDelayIsAskedFor() throws Exception {
        try (Dev dev = dev()) {
            dev.start();
            assertThat(said)
                    .contains("dev: readers without a key see everything at once; a real node withholds 60 minutes");
            assertThat(get("/log/checkpoint")).startsWith("200 ").contains("\n" + SAMPLE_ENTRIES + "\n");
            assertThat(get("/")).startsWith("200 ").contains("<dd>" + SAMPLE_ENTRIES + "</dd>");
            assertThat(get("/pricing")).startsWith("200 ").doesNotContain("60 minutes");
        }
        said.clear();
        try (Dev dev = dev(new DevSettings(0, 0, data, 0, true, Duration.ofHours(1)))) {
            dev.start();
            assertThat(said)
                    .contains("dev: readers without a key see what is 60 minutes old; "
                            + "a real node withholds 60 minutes");
            assertThat(get("/log/checkpoint")).startsWith("404 ");
            assertThat(get("/pricing")).startsWith("200 ").contains("60 minutes");
        }
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(environment().get("THREATLEDGER_URL") + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    @Test
    void theFileWithKeysIsItsOwnersAndNamesEverything() throws Exception {
        try (Dev dev = dev()) {
            dev.start();
        }
        Path file = data.resolve("dev.env");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("seed"))))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactly(
                        "THREATLEDGER_URL",
                        "ADMIN_KEY",
                        "PUBLISHER_KEY",
                        "COMMUNITY_KEY",
                        "PARTICIPANT_KEY",
                        "TC_ACCESS_ID",
                        "TC_SECRET_KEY",
                        "CHAIN_RPC_URL",
                        "CHAIN_ID",
                        "CONTRACT",
                        "LOG_ID",
                        "LOG_VKEY");
        Map<String, String> environment = environment();
        assertThat(environment.get("ADMIN_KEY")).startsWith("tck_");
        assertThat(environment.get("PARTICIPANT_KEY")).startsWith("snt_");
    }

    @Test
    void aFolderInUseAndAPortInUseAreRefusedAndLeaveNothingRunning() throws Exception {
        try (Dev dev = dev()) {
            dev.start();
            try (Dev other = dev()) {
                assertThatThrownBy(other::start).isInstanceOf(DevFailure.class).hasMessageContaining("in use");
            }
            int port = URI.create(environment().get("THREATLEDGER_URL")).getPort();
            Path elsewhere = data.resolve("elsewhere");
            try (Dev other = dev(new DevSettings(port, 0, elsewhere, 0, true))) {
                assertThatThrownBy(other::start).hasRootCauseInstanceOf(BindException.class);
            }
            try (Dev other = dev(new DevSettings(0, 0, elsewhere, 0, true))) {
                other.start();
            }
        }
    }

    private Envelope publish(Map<String, String> environment) {
        try (ThreatLedgerClient client = client(environment)) {
            return client.publish(
                    Report.of(JsonNodeFactory.instance.objectNode().put("target", "203.0.113.250")),
                    PublishOptions.once());
        }
    }

    private static List<Envelope> list(Map<String, String> environment) throws ClientException {
        try (ThreatLedgerClient client = client(environment)) {
            return client.list(ALL);
        }
    }

    private static ThreatLedgerClient client(Map<String, String> environment) {
        Retries retries = new Retries(Duration.ofSeconds(30), Pause.SLEEP, (pause, why) -> {});
        return new ThreatLedgerClient(
                URI.create(environment.get("THREATLEDGER_URL")),
                Optional.ofNullable(environment.get("PUBLISHER_KEY")),
                retries);
    }

    private Map<String, String> environment() throws IOException {
        return new DevEnvironment(data.resolve("dev.env")).read();
    }

    private static Map<String, String> withoutAddresses(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.remove("THREATLEDGER_URL");
        rest.remove("CHAIN_RPC_URL");
        return rest;
    }

    private void forgetChain() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("chain.json"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private Dev dev() {
        return dev(new DevSettings(0, 0, data, 0, true));
    }

    private Dev dev(DevSettings settings) {
        return new Dev(settings, new SecureRandom()::nextBytes, said::add, unknown -> said.add("fatal"));
    }
}
