package io.threatledger.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the output of this run is like the one that a page shows of another run.
 *
 * <p>An id, hash or key on the page stands for one of this run: for whichever it met first, and from then on for that one
 * alone, in commands too. Times, speeds and ports need only look alike. {@code …} stands for anything within its line, or,
 * alone on a line, for any lines. Everything else is as shown.
 */
final class Likeness {
    private static final Pattern NAME = Pattern.compile(
            "TC-[A-Z2-7]{26}|\\b0x[0-9a-fA-F]{64}\\b|\\b0x[0-9a-fA-F]{40}\\b|\\b[0-9a-f]{64}\\b|(?:tck|snt)_[0-9A-Za-z]+");

    /** What differs from run to run without meaning: pattern on the page and in the run. */
    private static final List<String> SHAPES = List.of(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z",
            "127\\.0\\.0\\.1:\\d+", "dev\\.threatledger\\.example/[0-9a-f]{8}", "[0-9,]+/s", "in [0-9]+\\.[0-9] s");

    private static final String ANY_LINES = "…";
    private static final Pattern TOKEN = Pattern.compile("(?<name>" + NAME + ")|(?<any>…)|"
            + String.join("|", SHAPES.stream().map(shape -> "(" + shape + ")").toList()));

    private final Map<String, String> here = new HashMap<>();

    /** The command as it is to be run here. A value that it sets, and that no output showed, is the same everywhere. */
    String command(ConsoleCommand command) {
        return NAME.matcher(command.text()).replaceAll(found -> {
            String name = here.get(found.group());
            if (name == null && command.isSetting()) {
                return found.group();
            }
            if (name == null) {
                throw new AssertionError(command.told() + "\nno output before it shows " + found.group());
            }
            return Matcher.quoteReplacement(name);
        });
    }

    /** How many of the shown lines the output agrees with, from the first. All of them, and it is learned from. */
    int agreeing(List<String> shown, String output, boolean isComplete) {
        for (int count = shown.size(); count > 0; count--) {
            boolean whole = count == shown.size();
            Map<String, String> groups = new LinkedHashMap<>();
            Matcher matcher = pattern(shown.subList(0, count), groups).matcher(output);
            if ((whole && isComplete) ? matcher.matches() : matcher.lookingAt()) {
                if (whole) {
                    groups.forEach((name, group) -> here.put(name, matcher.group(group)));
                }
                return count;
            }
        }
        return 0;
    }

    private Pattern pattern(List<String> shown, Map<String, String> groups) {
        List<String> lines = new ArrayList<>();
        for (String line : shown) {
            lines.add(line.equals(ANY_LINES) ? "(?:.*\n)*?" : line(line, groups) + "\n");
        }
        return Pattern.compile(String.join("", lines));
    }

    private String line(String line, Map<String, String> groups) {
        StringBuilder pattern = new StringBuilder();
        Matcher token = TOKEN.matcher(line);
        int done = 0;
        while (token.find()) {
            pattern.append(Pattern.quote(line.substring(done, token.start()))).append(part(token, groups));
            done = token.end();
        }
        return pattern.append(Pattern.quote(line.substring(done))).toString();
    }

    private String part(Matcher token, Map<String, String> groups) {
        if (token.group("any") != null) {
            return ".*";
        }
        String name = token.group("name");
        if (name == null) {
            return SHAPES.stream().filter(token.group()::matches).findFirst().orElseThrow();
        }
        String known = here.get(name);
        if (known != null) {
            return Pattern.quote(known);
        }
        String group = groups.get(name);
        if (group != null) {
            return "\\k<" + group + ">";
        }
        String newGroup = "n" + groups.size();
        groups.put(name, newGroup);
        return "(?<" + newGroup + ">" + NAME + ")";
    }
}
