package io.threatledger.policy;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges that no threat may touch, and how wide a network may be. Immutable. */
public final class ProtectedRanges {
    /** The widest IPv4 network that may be listed. */
    public static final int IPV4_PREFIX_MIN = 8;

    /** The widest IPv6 network that may be listed. */
    public static final int IPV6_PREFIX_MIN = 19;

    private static final String OPERATOR_LABEL = "operator";

    /** A range and the word that says why. */
    public record Range(Target network, String label) {
        static Range of(String network, String label) {
            return new Range(Target.parse(network), label);
        }

        /** Blocking either would block some of the other. */
        boolean touches(Target target) {
            return network.covers(target) || target.covers(network);
        }
    }

    /** RFC 6890 and the registries it names, as far as nobody can be a threat there to anyone else. */
    private static final List<Range> BUILT_IN = List.of(
            Range.of("0.0.0.0/8", "unspecified"),
            Range.of("10.0.0.0/8", "private"),
            Range.of("100.64.0.0/10", "shared"),
            Range.of("127.0.0.0/8", "loopback"),
            Range.of("169.254.0.0/16", "link-local"),
            Range.of("172.16.0.0/12", "private"),
            Range.of("192.168.0.0/16", "private"),
            Range.of("224.0.0.0/4", "multicast"),
            Range.of("::", "unspecified"),
            Range.of("::1", "loopback"),
            Range.of("fc00::/7", "unique-local"),
            Range.of("fe80::/10", "link-local"),
            Range.of("ff00::/8", "multicast"));

    private final List<Range> ranges;

    private ProtectedRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** What no node may list. */
    public static ProtectedRanges builtIn() {
        return new ProtectedRanges(BUILT_IN);
    }

    /**
     * These and the operator's own.
     *
     * @param lines a network each, optionally followed by a blank and a label; {@code #} begins a comment
     * @throws InvalidField naming the line
     */
    public ProtectedRanges plus(List<String> lines) {
        List<Range> all = new ArrayList<>(ranges);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                all.add(read(i + 1, line));
            }
        }
        return new ProtectedRanges(all);
    }

    public List<Range> ranges() {
        return ranges;
    }

    /** Why the target may not be listed; empty when it may. One sentence, to be shown. */
    public Optional<String> refusal(Target target) {
        return ranges.stream()
                .filter(range -> range.touches(target))
                .findFirst()
                .map(range -> "target " + target.text() + " is protected: "
                        + range.network().text() + " (" + range.label() + ")")
                .or(() -> tooWide(target));
    }

    private static Optional<String> tooWide(Target target) {
        int least = target.isIpv4() ? IPV4_PREFIX_MIN : IPV6_PREFIX_MIN;
        return target.prefixLength() >= least
                ? Optional.empty()
                : Optional.of("target " + target.text() + " is too wide: /" + target.prefixLength() + " (wanted: /"
                        + least + " or longer for " + (target.isIpv4() ? "IPv4" : "IPv6") + ")");
    }

    private static Range read(int number, String line) {
        String[] words = line.split("\\s+", 2);
        try {
            return Range.of(words[0], words.length == 1 ? OPERATOR_LABEL : words[1]);
        } catch (InvalidField e) {
            throw new InvalidField(
                    "protected ranges, line " + number,
                    InvalidField.shown(line),
                    "an address or network, then a label");
        }
    }
}
