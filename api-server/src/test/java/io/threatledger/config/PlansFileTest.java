package io.threatledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansFileTest {
    private static final String ANONYMOUS = """
            {"name":"anonymous","label":"Anonymous","quota":100,"window":"day","history_days":7,"delay_minutes":60,
             "publisher_stream":false,"reader_stream":"reduced","search_max":25,"csv_max":1000,"restricted":"hidden"}""";
    private static final String GOLD = """
            {"name":"gold","label":"Gold <& more>","quota":5,"window":"hour","history_days":"all","delay_minutes":0,
             "publisher_stream":true,"reader_stream":"full","search_max":10000,"csv_max":10000000,"restricted":"shown"}""";

    @TempDir
    Path folder;

    private static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        Plans read = PlansFile.parse(text, problems::add);
        if (!problems.isEmpty()) {
            assertThat(read.all()).isEqualTo(Plans.DEFAULTS);
        }
        return problems;
    }

    private static String array(String... plans) {
        return "[" + String.join(",", plans) + "]";
    }

    /** A row has the value of one member of a plan as JSON, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name             | \"\"             | plan \"\": name: \"\" (wanted: 1 to 32 of a-z 0-9 _ -, beginning with a letter)",
                "name             | \"Gold\"         | plan \"Gold\": name: \"Gold\" (wanted: 1 to 32 of a-z 0-9 _ -, beginning with a letter)",
                "name             | 7                | plan number 2: name: 7 (wanted: 1 to 32 of a-z 0-9 _ -, beginning with a letter)",
                "label            | \" Gold\"        | label: \" Gold\" (wanted: 1 to 40 printable ASCII characters, no space at either end)",
                "label            | \"G\\r\\nX: y\"  | label: \"G\\u000d\\u000aX: y\" (wanted: 1 to 40 printable ASCII characters, no space at either end)",
                "quota            | 0                | quota: 0 (wanted: 1 to 1,000,000,000)",
                "quota            | -1               | quota: -1 (wanted: 1 to 1,000,000,000)",
                "quota            | 1000000001       | quota: 1000000001 (wanted: 1 to 1,000,000,000)",
                "quota            | 9e99             | quota: 9.0E99 (wanted: 1 to 1,000,000,000)",
                "quota            | 99999999999999999999 | quota: 99999999999999999999 (wanted: 1 to 1,000,000,000)",
                "quota            | 1.5              | quota: 1.5 (wanted: 1 to 1,000,000,000)",
                "quota            | \"5\"            | quota: \"5\" (wanted: 1 to 1,000,000,000)",
                "window           | \"week\"         | window: \"week\" (wanted: hour or day)",
                "window           | \"HOUR\"         | window: \"HOUR\" (wanted: hour or day)",
                "history_days     | 0                | history_days: 0 (wanted: 1 to 36,500, or \"all\")",
                "history_days     | \"ever\"         | history_days: \"ever\" (wanted: 1 to 36,500, or \"all\")",
                "history_days     | null             | history_days: null (wanted: 1 to 36,500, or \"all\")",
                "delay_minutes    | -5               | delay_minutes: -5 (wanted: 0 to 10,080)",
                "delay_minutes    | 10081            | delay_minutes: 10081 (wanted: 0 to 10,080)",
                "publisher_stream | \"yes\"          | publisher_stream: \"yes\" (wanted: true or false)",
                "reader_stream    | \"none\"         | reader_stream: \"none\" (wanted: reduced or full)",
                "search_max       | 10001            | search_max: 10001 (wanted: 1 to 10,000)",
                "csv_max          | 10000001         | csv_max: 10000001 (wanted: 1 to 10,000,000)",
                "restricted       | true             | restricted: true (wanted: hidden or shown)",
            })
    void aMemberThatCannotBeIsNamedWithItsPlan(String member, String value, String said) {
        String changed = GOLD.replaceFirst(
                "\"" + member + "\":(\"[^\"]*\"|[a-z0-9]+)", Matcher.quoteReplacement("\"" + member + "\":" + value));
        assertThat(changed).isNotEqualTo(GOLD);
        assertThat(problems(array(ANONYMOUS, changed)))
                .containsExactly(member.equals("name") ? said : "plan \"gold\": " + said);
    }

    @Test
    void aMemberThatIsMissingUnknownOrThereTwiceIsRefused() {
        assertThat(problems(array(ANONYMOUS, GOLD.replace("\"quota\":5,", ""))))
                .containsExactly("plan \"gold\": quota: missing (wanted: 1 to 1,000,000,000)");
        assertThat(problems(array(ANONYMOUS, GOLD.replace("\"quota\":5", "\"quota\":5,\"qouta\":6"))))
                .singleElement()
                .asString()
                .startsWith("plan \"gold\": \"qouta\": unknown (wanted: one of csv_max, delay_minutes,");
        assertThat(problems(array(ANONYMOUS, GOLD.replace("\"quota\":5", "\"quota\":5,\"quota\":6"))))
                .singleElement()
                .asString()
                .contains("no JSON", "quota", "line 2");
    }

    @Test
    void theFileIsJudgedWhole() {
        assertThat(problems("")).isNotEmpty();
        assertThat(problems("{\"plans\":[]}")).singleElement().asString().contains("wanted: an array of plans");
        assertThat(problems("[] []")).singleElement().asString().startsWith("no JSON");
        assertThat(problems("[5, null]"))
                .contains("plan number 1: name: missing (wanted: 1 to 32 of a-z 0-9 _ -, beginning with a letter)");
        assertThat(problems("[]")).containsExactly("no plan \"anonymous\" (wanted: the one of who shows no key)");
        assertThat(problems(array(ANONYMOUS, GOLD, GOLD)))
                .containsExactly("plan \"gold\": name: given twice (wanted: each once)");
        assertThat(problems(array(ANONYMOUS.replace("25", "0"), GOLD.replace("\"quota\":5", "\"quota\":0"))))
                .as("all at once")
                .hasSize(2);
    }

    @Test
    void whatWouldShowNothingIsRefused() {
        assertThat(problems(array(ANONYMOUS.replace("\"delay_minutes\":60", "\"delay_minutes\":10080"))))
                .containsExactly("plan \"anonymous\": delay_minutes: 10080 "
                        + "(wanted: less than the history, or it sees nothing)");
        assertThat(problems(array(ANONYMOUS.replace("\"delay_minutes\":60", "\"delay_minutes\":-1"))))
                .containsExactly("plan \"anonymous\": delay_minutes: -1 (wanted: 0 to 10,080)");
        assertThat(problems(array(ANONYMOUS.replace("\"publisher_stream\":false", "\"publisher_stream\":true"))))
                .containsExactly("plan \"anonymous\": publisher_stream: true "
                        + "(wanted: false for anonymous: /api/v1 always asks for a key)");
    }

    @Test
    void thereAreOnlySoManyPlansAndSpans() {
        String[] many = IntStream.rangeClosed(0, PlansFile.PLANS_MAX)
                .mapToObj(n -> n == 0 ? ANONYMOUS : GOLD.replace("\"gold\"", "\"gold" + n + "\""))
                .toArray(String[]::new);
        assertThat(problems(array(many))).containsExactly("33 plans (wanted: at most 32)");
        String[] spans = IntStream.rangeClosed(0, PlansFile.SPANS_MAX)
                .mapToObj(n -> n == 0
                        ? ANONYMOUS
                        : GOLD.replace("\"gold\"", "\"gold" + n + "\"").replace("\"all\"", Integer.toString(n)))
                .toArray(String[]::new);
        assertThat(problems(array(spans)))
                .singleElement()
                .asString()
                .startsWith("9 different pairs of delay_minutes and history_days (wanted: at most 8");
    }

    @Test
    void aFileIsReadAsItIsWritten() throws IOException {
        Path file = folder.resolve("plans.json");
        Files.writeString(file, array(ANONYMOUS, GOLD));
        List<Plan> read = PlansFile.read(file).all();
        assertThat(read.getFirst()).isEqualTo(Plans.DEFAULTS.getFirst());
        Plan gold = read.getLast();
        assertThat(gold.label()).isEqualTo("Gold <& more>");
        assertThat(gold.window()).isEqualTo(Plan.Window.HOUR);
        assertThat(gold.history()).isEmpty();
        assertThat(gold.delay()).isEqualTo(Duration.ZERO);
        assertThat(gold.publisherStream()).isTrue();
        assertThat(gold.csvMax()).isEqualTo(10_000_000);
        assertThat(gold.showsRestricted()).isTrue();
    }

    @Test
    void theDefaultsAreAFileThatReadsAsTheDefaults() throws IOException {
        Path file = folder.resolve("plans.json");
        Files.writeString(file, PlansFile.text(Plans.defaults()));
        assertThat(PlansFile.read(file).all()).isEqualTo(Plans.DEFAULTS);
    }

    @Test
    void aFileThatIsWrongIsNamed() throws IOException {
        Path file = folder.resolve("plans.json");
        assertThatThrownBy(() -> PlansFile.read(file)).isInstanceOf(IOException.class);
        Files.writeString(file, array(GOLD));
        assertThatThrownBy(() -> PlansFile.read(file))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith(file + ": no plan \"anonymous\"");
    }

    @Test
    void aLabelMayHoldWhateverAHeaderMay() {
        String printable = IntStream.rangeClosed('!', '~')
                .filter(c -> c != '"' && c != '\\')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        assertThat(problems(array(ANONYMOUS, GOLD.replace("Gold <& more>", printable.substring(0, 40)))))
                .isEmpty();
        assertThat(problems(array(ANONYMOUS, GOLD.replace("Gold <& more>", printable.substring(52)))))
                .isEmpty();
    }
}
