package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Term;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The beginning of a text finds exactly the targets that are written so: whatever range of keys is looked at, nothing that
 * begins so lies outside it.
 */
class IndicatorPrefixTest {
    private static final int SEED = 7;
    private static final int RANDOM_PREFIXES = 2_000;

    /** Networks of every length are made of these. */
    private static final List<String> IPV4 =
            List.of("10.0.0.0", "128.0.0.0", "192.168.0.0", "203.0.113.77", "255.255.255.255", "1.0.0.1");

    private static final List<String> IPV6_EVERY_LENGTH = List.of("2001:db8::1", "8000::", "fe80:0:0:1::2:0");

    private static final List<String> IPV6 = List.of(
            "::",
            "::1",
            "::ffff:0:0:1",
            "::fffe:c000:201",
            "0:1:2:3:4:5:6:7",
            "0:0:1::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:0",
            "1:0:3:4:5:6:7:8",
            "1:0:0:4:5:0:0:8",
            "2001:db8::",
            "2001:db8:0:1::",
            "2001:db8:1:2:3:4:5:6",
            "2001:d::",
            "2001:db80::",
            "64:ff9b::c000:201",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

    @TempDir
    static Path folder;

    private static LedgerDatabase database;
    private static List<Target> targets;

    @BeforeAll
    static void fill() {
        database = LedgerDatabase.create(folder.resolve("ledger.db"));
        targets = Stream.of(
                        networks(IPV4, IntStream.rangeClosed(0, 32).toArray()),
                        networks(
                                IPV6_EVERY_LENGTH, IntStream.rangeClosed(0, 128).toArray()),
                        networks(IPV6, 0, 8, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 80, 95, 96, 112, 127, 128))
                .flatMap(each -> each)
                .distinct()
                .toList();
        IndicatorRows.insert(database, IndicatorRows.OWNER, 0, targets);
        IndicatorRows.insert(database, "other", targets.size(), targets);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Stream<Target> networks(List<String> addresses, int... lengths) {
        return addresses.stream()
                .flatMap(address -> IntStream.of(lengths).mapToObj(length -> Target.parse(address + "/" + length)));
    }

    /** What nobody writes, or writes otherwise, begins nothing; that it does not parse is nobody's error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "/",
                " ",
                " 10.",
                "10. ",
                "300.",
                "010.",
                "10..",
                "10.0.0.0.",
                "10.0.0.0.0.",
                "2001:DB8:",
                "02001:",
                "2001:0db8:",
                "2001:db8:0:0:",
                "2001:db8:::",
                "2001::db8::",
                ":::",
                "g:",
                "2001:db8::/32 ",
                "10.0.0.0/032",
                "192.168.0.0/160",
                "1:2:3:4:5:6:7:8:",
                "::ffff:10.0.0.0",
                "0:0:0:0:0:ffff:",
                "\0",
                "10.\0",
                "10.0.0.0\0",
                "é",
                "\uD83D\uDE00:",
                "10.0.0.0/8%",
                "%",
                "_",
                "*",
                "10.*"
            })
    void whatNoTargetIsWrittenLikeFindsNone(String prefix) {
        assertThat(find(prefix)).isEmpty();
    }

    @Test
    void nothingBeginsEverything() {
        assertThat(find("")).isEqualTo(targets);
    }

    @Test
    void everyBeginningOfEveryTextFindsThoseThatBeginSo() {
        TreeSet<String> prefixes = new TreeSet<>();
        for (Target target : targets) {
            for (int end = 1; end <= target.text().length(); end++) {
                prefixes.add(target.text().substring(0, end));
            }
        }
        assertThat(prefixes).hasSizeGreaterThan(1_000);
        prefixes.forEach(IndicatorPrefixTest::check);
    }

    /** Beginnings that were spoilt in one place, and texts of the right letters. */
    @Test
    void anyOtherTextFindsThoseThatBeginSo() {
        Random random = new Random(SEED);
        String letters = "0123456789abcdef::://...";
        for (int i = 0; i < RANDOM_PREFIXES; i++) {
            String text = targets.get(random.nextInt(targets.size())).text();
            StringBuilder prefix = new StringBuilder(text.substring(0, random.nextInt(text.length() + 1)));
            int place = random.nextInt(prefix.length() + 1);
            prefix.insert(place, letters.charAt(random.nextInt(letters.length())));
            if (random.nextBoolean() && place + 2 < prefix.length()) {
                prefix.deleteCharAt(place + 1);
            }
            check(prefix.toString());
        }
    }

    private static void check(String prefix) {
        List<Target> expected = targets.stream()
                .filter(target -> target.text().startsWith(prefix))
                .toList();
        assertThat(find(prefix)).as("beginning with '%s'", prefix).isEqualTo(expected);
    }

    /** The same by the index of targets and by the rows of the owner. */
    private static List<Target> find(String prefix) {
        List<Target> narrow = IndicatorRows.find(database, filter(false, new Begins(prefix)));
        List<Target> wide = IndicatorRows.find(database, filter(true, new Begins(prefix), new Constant(false)));
        assertThat(narrow).as("'%s', all of one term or any of two", prefix).isEqualTo(wide);
        return narrow;
    }

    private static IndicatorFilter filter(boolean isAnyOf, Term... terms) {
        return new IndicatorFilter(List.of(terms), isAnyOf, null, null, 0);
    }
}
