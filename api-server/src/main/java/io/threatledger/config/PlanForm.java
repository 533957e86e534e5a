package io.threatledger.config;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.entry.InvalidField;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One plan as it is written: an object that has each of {@link #MEMBERS} and no other. */
final class PlanForm {
    /** Requests in one window. */
    static final long QUOTA_REQUESTS_MAX = 1_000_000_000;

    static final long HISTORY_DAYS_MAX = 36_500;

    /** A week. */
    static final long DELAY_MINUTES_MAX = 10_080;

    /** One search is answered from memory. */
    static final long SEARCH_RESULTS_MAX = 10_000;

    static final long CSV_ROWS_MAX = 10_000_000;

    static final String NAME = "name";

    private static final String LABEL = "label";
    private static final String QUOTA = "quota";
    private static final String WINDOW = "window";
    private static final String HISTORY = "history_days";
    private static final String DELAY = "delay_minutes";
    private static final String PUBLISHER_STREAM = "publisher_stream";
    private static final String READER_STREAM = "reader_stream";
    private static final String SEARCH = "search_max";
    private static final String CSV = "csv_max";
    private static final String RESTRICTED = "restricted";
    private static final Set<String> MEMBERS = Set.of(
            NAME, LABEL, QUOTA, WINDOW, HISTORY, DELAY, PUBLISHER_STREAM, READER_STREAM, SEARCH, CSV, RESTRICTED);

    private static final String ALL = "all";
    private static final String HIDDEN = "hidden";
    private static final String SHOWN = "shown";
    private static final Pattern NAME_SHAPE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    /** It stands in the header {@code X-Tier-Label}. */
    private static final Pattern LABEL_SHAPE = Pattern.compile("(?! )[ -~]{1,40}(?<! )");

    private final JsonNode plan;
    private final Consumer<String> problem;
    private boolean isGood = true;

    /** @param problem told, member by member, what is wrong; the plan that is read then is none */
    PlanForm(JsonNode plan, Consumer<String> problem) {
        this.plan = plan;
        this.problem = problem;
    }

    Plan read() {
        Set<String> unknown = new TreeSet<>(plan.propertyNames());
        unknown.removeAll(MEMBERS);
        unknown.forEach(name ->
                refuse(InvalidField.shown(name), "unknown", "one of " + String.join(", ", new TreeSet<>(MEMBERS))));
        Plan read = new Plan(
                text(NAME, NAME_SHAPE, "1 to 32 of a-z 0-9 _ -, beginning with a letter"),
                text(LABEL, LABEL_SHAPE, "1 to 40 printable ASCII characters, no space at either end"),
                number(QUOTA, 1, QUOTA_REQUESTS_MAX, ""),
                word(WINDOW, Plan.Window.values()),
                history(),
                Duration.ofMinutes(number(DELAY, 0, DELAY_MINUTES_MAX, "")),
                flag(PUBLISHER_STREAM),
                word(READER_STREAM, Plan.ReaderStream.values()),
                Math.toIntExact(number(SEARCH, 1, SEARCH_RESULTS_MAX, "")),
                Math.toIntExact(number(CSV, 1, CSV_ROWS_MAX, "")),
                oneOf(RESTRICTED, List.of(HIDDEN, SHOWN)).equals(SHOWN));
        if (isGood) {
            judge(read);
        }
        return read;
    }

    /** What members say together, once each is good by itself. */
    private void judge(Plan read) {
        if (read.history()
                .filter(history -> history.compareTo(read.delay()) <= 0)
                .isPresent()) {
            refuse(DELAY, shown(plan.get(DELAY)), "less than the history, or it sees nothing");
        }
        if (read.name().equals(Plans.ANONYMOUS) && read.publisherStream()) {
            refuse(PUBLISHER_STREAM, "true", "false for " + Plans.ANONYMOUS + ": /api/v1 always asks for a key");
        }
    }

    /** As it is read. */
    static ObjectNode write(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(NAME, plan.name());
        json.put(LABEL, plan.label());
        json.put(QUOTA, plan.quota());
        json.put(WINDOW, wordOf(plan.window()));
        plan.history().ifPresentOrElse(history -> json.put(HISTORY, history.toDays()), () -> json.put(HISTORY, ALL));
        json.put(DELAY, plan.delay().toMinutes());
        json.put(PUBLISHER_STREAM, plan.publisherStream());
        json.put(READER_STREAM, wordOf(plan.readerStream()));
        json.put(SEARCH, plan.searchMax());
        json.put(CSV, plan.csvMax());
        json.put(RESTRICTED, plan.showsRestricted() ? SHOWN : HIDDEN);
        return json;
    }

    private Optional<Duration> history() {
        JsonNode value = plan.get(HISTORY);
        return value != null && value.isString() && value.stringValue().equals(ALL)
                ? Optional.empty()
                : Optional.of(Duration.ofDays(number(HISTORY, 1, HISTORY_DAYS_MAX, ", or \"all\"")));
    }

    private long number(String member, long min, long max, String orElse) {
        JsonNode value = plan.get(member);
        if (value != null && value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.longValue();
            if (number >= min && number <= max) {
                return number;
            }
        }
        refuse(member, shown(value), String.format(Locale.ROOT, "%d to %,d", min, max) + orElse);
        return max;
    }

    private boolean flag(String member) {
        JsonNode value = plan.get(member);
        if (value != null && value.isBoolean()) {
            return value.booleanValue();
        }
        refuse(member, shown(value), "true or false");
        return false;
    }

    private String text(String member, Pattern shape, String wanted) {
        JsonNode value = plan.get(member);
        if (value != null
                && value.isString()
                && shape.matcher(value.stringValue()).matches()) {
            return value.stringValue();
        }
        refuse(member, shown(value), wanted);
        return "";
    }

    private <E extends Enum<E>> E word(String member, E[] words) {
        List<String> known = Arrays.stream(words).map(PlanForm::wordOf).toList();
        return words[known.indexOf(oneOf(member, known))];
    }

    private String oneOf(String member, List<String> words) {
        JsonNode value = plan.get(member);
        if (value != null && value.isString() && words.contains(value.stringValue())) {
            return value.stringValue();
        }
        refuse(member, shown(value), String.join(" or ", words));
        return words.getFirst();
    }

    private void refuse(String member, String wrong, String wanted) {
        isGood = false;
        problem.accept(member + ": " + wrong + " (wanted: " + wanted + ")");
    }

    private static String wordOf(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null) {
            return "missing";
        }
        if (value.isString()) {
            return InvalidField.shown(value.stringValue());
        }
        String quoted = InvalidField.shown(value.toString());
        return quoted.substring(1, quoted.length() - 1);
    }
}
