package io.threatledger.config;

import io.threatledger.entry.InvalidField;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words of one configuration, and what is wrong with them so far. */
final class ConfigValues {
    private final Path file;
    private final Map<Setting, String> words = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads a file of {@code key = value} lines (Java properties) under what the environment says.
     *
     * @throws IOException when the file cannot be read
     */
    ConfigValues(Path file, Map<String, String> environment) throws IOException {
        this.file = file;
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        for (String key : properties.stringPropertyNames()) {
            Setting.ofKey(key)
                    .ifPresentOrElse(
                            setting -> words.put(
                                    setting, properties.getProperty(key).strip()),
                            () -> problems.add(key + ": unknown key"));
        }
        for (Setting setting : Setting.values()) {
            String said = environment.get(setting.variable());
            if (said != null) {
                words.put(setting, said.strip());
            }
        }
    }

    /** The value, or the stand-in and a problem: all problems are told at once. */
    <T> T get(Setting setting, Function<String, T> parse, String wanted, T standIn) {
        String word = words.getOrDefault(setting, setting.fallback());
        if (word == null) {
            problems.add(setting.key() + ": missing (wanted: " + wanted + ")");
            return standIn;
        }
        try {
            return parse.apply(word);
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(setting.key() + ": " + InvalidField.shown(word) + " (wanted: " + wanted + ")");
            return standIn;
        }
    }

    String text(Setting setting) {
        return get(setting, word -> word, "a word", "");
    }

    long number(Setting setting, long min, long max) {
        return get(setting, word -> inRange(Long.parseLong(word), min, max), min + " to " + max, min);
    }

    boolean flag(Setting setting) {
        return get(
                setting,
                word -> switch (word) {
                    case "on" -> true;
                    case "off" -> false;
                    default -> throw new IllegalArgumentException(word);
                },
                "on or off",
                true);
    }

    /** A path; a relative one starts at the configuration file. Null when the word is empty. */
    @Nullable
    Path path(Setting setting) {
        String word = text(setting);
        return word.isEmpty() ? null : file.toAbsolutePath().resolveSibling(word);
    }

    /** Words with commas between; none for an empty value. */
    <T> List<T> list(Setting setting, Function<String, T> parse, String wanted) {
        return get(
                setting,
                word -> word.isEmpty()
                        ? List.of()
                        : List.of(word.split(",")).stream()
                                .map(each -> parse.apply(each.strip()))
                                .toList(),
                wanted,
                List.of());
    }

    /** Notes what is wrong with a value that somebody else has read. */
    void refuse(Setting setting, String problem) {
        problems.add(setting.key() + ": " + problem);
    }

    /** Throws everything that was wrong, if anything was. */
    void judge() {
        if (!problems.isEmpty()) {
            throw new InvalidConfig(file.toString(), problems);
        }
    }

    private static long inRange(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " is not within " + min + " to " + max);
        }
        return value;
    }
}
