package io.threatledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.auth.Plans;
import io.threatledger.query.indicator.SourceWeights;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    private static final List<String> SOURCES = List.of(
            "Spamhaus DROP",
            "fail2ban",
            "AbuseIPDB",
            "Emerging Threats",
            "Blocklist.de",
            "CINS Army",
            "AlienVault OTX",
            "a source of nobody's");

    @TempDir
    Path folder;

    private static ConfigTemplate complete() {
        return new ConfigTemplate()
                .with("origin", "log.example.org/threats")
                .with("chain.rpc_url", "http://127.0.0.1:1")
                .with("chain.id", "31337")
                .with("chain.contract", "0x" + "11".repeat(20))
                .with("chain.log_id", "0x" + "22".repeat(32));
    }

    private NodeConfig load(ConfigTemplate template, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("threatledger.conf");
        Files.writeString(file, template.text());
        return NodeConfig.load(file, environment);
    }

    @Test
    void plansAndWeightsAreTheDefaultsUnlessNamed() throws IOException {
        NodeConfig config = load(complete(), Map.of());
        assertThat(config.plans().all()).isEqualTo(Plans.DEFAULTS);
        assertThat(SOURCES)
                .allSatisfy(source ->
                        assertThat(config.weights().of(source)).isEqualByComparingTo(SourceWeights.DEFAULT.of(source)));
    }

    @Test
    void whatInitWritesSaysHowToGetPlans() {
        assertThat(complete().text()).contains("`threatledger plans >plans.json`", "\n# plans = \n");
    }

    @Test
    void plansAreReadFromTheFileBesideTheConfiguration() throws IOException {
        Plans other = new Plans(Plans.DEFAULTS.subList(0, 2));
        Files.writeString(folder.resolve("plans.json"), PlansFile.text(other));
        assertThat(load(complete().with("plans", "plans.json"), Map.of())
                        .plans()
                        .all())
                .isEqualTo(other.all());
        assertThat(load(complete(), Map.of("THREATLEDGER_PLANS", "plans.json"))
                        .plans()
                        .all())
                .isEqualTo(other.all());
    }

    @Test
    void aPlanThatIsWrongIsToldWithAllElse() throws IOException {
        Path plans = folder.resolve("plans.json");
        assertThatThrownBy(() -> load(complete().with("plans", "plans.json"), Map.of()))
                .isInstanceOf(NoSuchFileException.class);
        Files.writeString(plans, PlansFile.text(Plans.defaults()).replaceFirst("\"quota\" *: *100,", "\"quota\" : 0,"));
        assertThatThrownBy(() -> load(complete().with("plans", "plans.json").with("http.port", "x"), Map.of()))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("plans: " + plans + ": plan \"anonymous\": quota: 0 (wanted: 1 to 1,000,000,000)")
                .hasMessageContaining("http.port: \"x\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fail2ban            | \"fail2ban\" (wanted: SOURCE=WEIGHT",
                "fail2ban=1.01       | \"fail2ban=1.01\" (wanted",
                "fail2ban=-0.1       | \"fail2ban=-0.1\" (wanted",
                "fail2ban=1e-9       | \"fail2ban=1e-9\" (wanted",
                "fail2ban=0.12345    | \"fail2ban=0.12345\" (wanted",
                "=0.5                | \"=0.5\" (wanted",
                "---=0.5             | \"---=0.5\" (wanted",
                "a=0.5,              | \"\" (wanted",
                "a=0.5, a=0.6        | \"a\" is given twice (wanted: each source once)",
                "*=0.5, *=0.6        | \"*\" is given twice (wanted: each source once)",
                "a-b=0.5, A B=0.6    | given twice (wanted: each source once)",
            })
    void aWeightThatIsNoneIsRefused(String words, String said) {
        assertThatThrownBy(() -> load(complete().with("source_weights", words), Map.of()))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("source_weights: ")
                .hasMessageContaining(said);
    }

    @Test
    void weightsThatAreGivenReplaceTheDefaults() throws IOException {
        SourceWeights weights = load(complete().with("source_weights", "My Sensors=1, a=b=0.25,*=0.1"), Map.of())
                .weights();
        assertThat(weights.of("my-sensors")).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(weights.of("a=b")).isEqualByComparingTo("0.25");
        assertThat(weights.of("fail2ban")).isEqualByComparingTo("0.1");
    }
}
