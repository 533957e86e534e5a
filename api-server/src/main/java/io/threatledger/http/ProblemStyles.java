package io.threatledger.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which family's wording a path gets. */
public final class ProblemStyles {
    /** Only {@link ProblemStyle#DETAIL}. */
    public static final ProblemStyles DETAIL_ONLY = new ProblemStyles(Map.of());

    private record Prefixed(String prefix, ProblemStyle style) {
        /** A prefix claims itself and what is below it: {@code /v2} is not {@code /v20}. */
        boolean claims(String path) {
            return path.startsWith(prefix)
                    && (path.length() == prefix.length()
                            || prefix.endsWith("/")
                            || path.charAt(prefix.length()) == '/');
        }
    }

    private final List<Prefixed> longestFirst;

    /**
     * Styles by path prefix.
     *
     * @param byPrefix prefixes as {@code /v2} or {@code /api}
     */
    public ProblemStyles(Map<String, ProblemStyle> byPrefix) {
        this.longestFirst = byPrefix.entrySet().stream()
                .map(e -> new Prefixed(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt((Prefixed p) -> p.prefix().length())
                        .reversed())
                .toList();
    }

    /**
     * The style of a path.
     *
     * @param path as received, undecoded, without the query
     */
    public ProblemStyle of(String path) {
        return longestFirst.stream()
                .filter(p -> p.claims(path))
                .map(Prefixed::style)
                .findFirst()
                .orElse(ProblemStyle.DETAIL);
    }
}
