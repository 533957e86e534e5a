package io.threatledger.config;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.entry.InvalidField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The plans of a node as a file: a JSON array of objects, each a {@link PlanForm}, in the order they are shown. */
public final class PlansFile {
    static final int PLANS_MAX = 32;

    /** Different pairs of delay and history: the node keeps what its readers search once for each. */
    static final int SPANS_MAX = 8;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Span(Duration delay, Optional<Duration> history) {}

    private PlansFile() {}

    /**
     * Reads and judges a file.
     *
     * @throws InvalidConfig naming everything that is wrong with it, by plan and member
     * @throws IOException when it cannot be read
     */
    public static Plans read(Path file) throws IOException {
        List<String> problems = new ArrayList<>();
        Plans plans = parse(Files.readString(file), problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(file.toString(), problems);
        }
        return plans;
    }

    /** The file that would be read as these plans. */
    public static String text(Plans plans) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        plans.all().forEach(plan -> all.add(PlanForm.write(plan)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    /** The plans, or the defaults when {@code problem} has been told why not. */
    static Plans parse(String text, Consumer<String> problem) {
        List<String> problems = new ArrayList<>();
        List<Plan> plans = plans(text, problems::add);
        if (problems.isEmpty()) {
            judge(plans, problems::add);
        }
        problems.forEach(problem);
        return problems.isEmpty() ? new Plans(plans) : Plans.defaults();
    }

    private static List<Plan> plans(String text, Consumer<String> problem) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JacksonException e) {
            problem.accept("no JSON: " + e.getOriginalMessage() + at(e.getLocation()));
            return List.of();
        }
        if (!json.isArray()) {
            problem.accept("not an array (wanted: an array of plans; `threatledger plans` prints one)");
            return List.of();
        }
        List<Plan> plans = new ArrayList<>();
        for (JsonNode each : json) {
            String place = place(each, plans.size() + 1);
            plans.add(new PlanForm(each, wrong -> problem.accept(place + ": " + wrong)).read());
        }
        return plans;
    }

    private static void judge(List<Plan> plans, Consumer<String> problem) {
        if (plans.size() > PLANS_MAX) {
            problem.accept(plans.size() + " plans (wanted: at most " + PLANS_MAX + ")");
        }
        Set<String> names = new HashSet<>();
        Set<Span> spans = new HashSet<>();
        for (Plan plan : plans) {
            if (!names.add(plan.name())) {
                problem.accept("plan " + InvalidField.shown(plan.name()) + ": name: given twice (wanted: each once)");
            }
            spans.add(new Span(plan.delay(), plan.history()));
        }
        if (!names.contains(Plans.ANONYMOUS)) {
            problem.accept("no plan \"" + Plans.ANONYMOUS + "\" (wanted: the one of who shows no key)");
        }
        if (spans.size() > SPANS_MAX) {
            problem.accept(spans.size() + " different pairs of delay_minutes and history_days (wanted: at most "
                    + SPANS_MAX + ", for the node keeps an index for each)");
        }
    }

    private static String place(JsonNode plan, int number) {
        JsonNode name = plan.get(PlanForm.NAME);
        return name != null && name.isString()
                ? "plan " + InvalidField.shown(name.stringValue())
                : "plan number " + number;
    }

    private static String at(@Nullable TokenStreamLocation place) {
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
