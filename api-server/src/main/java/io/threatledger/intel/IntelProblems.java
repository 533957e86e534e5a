package io.threatledger.intel;

import io.threatledger.auth.Limits;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.http.ProblemStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** {@code {"error":"<code>","message":…}}, with {@code position} and {@code _upgrade_url} where these help. */
public final class IntelProblems implements ProblemStyle {
    static final String INVALID_QUERY = "invalid_query";
    static final String UPGRADE_REQUIRED = "upgrade_required";
    static final String QUERY_TOO_BROAD = "query_too_broad";

    /** Words that are not those of the status. */
    private static final Map<Integer, String> CODES = Map.of(
            408, "timeout",
            413, "payload_too_large",
            422, "invalid",
            429, "rate_limited",
            500, "internal",
            503, "unavailable");

    private final Limits limits;

    public IntelProblems(Limits limits) {
        this.limits = limits;
    }

    /** 400: the search took as long as it may. To ask the same again would not help. */
    static Problem tooBroad() {
        return Problem.badRequest("the query takes too long to answer (wanted: fewer values with ~ or a leading *,"
                        + " beside a predicate that few records meet, such as ip:203.0.113.0/24 or last_seen:<24h)")
                .coded(QUERY_TOO_BROAD, null);
    }

    @Override
    public Rendered render(Problem problem, String method, String path, @Nullable String accept) {
        return new Rendered("application/json", Json.bytes(body(problem)));
    }

    @Override
    public Map<String, String> headersOfUnread(String peer) {
        return Readers.headers(limits.anonymous(), limits.standingOfUnread(peer));
    }

    /** The members of the answer, in their order. */
    static Map<String, Object> body(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        String code = problem.code() == null ? codeOf(problem.status()) : problem.code();
        body.put("error", code);
        body.put("message", problem.detail());
        if (problem.position() != null) {
            body.put("position", problem.position());
        }
        if (problem.status() == 429 || code.equals(UPGRADE_REQUIRED)) {
            body.put("_upgrade_url", Records.UPGRADE_URL);
        }
        return body;
    }

    private static String codeOf(int status) {
        return CODES.getOrDefault(
                status, HttpStatus.getMessage(status).toLowerCase(Locale.ROOT).replace(' ', '_'));
    }
}
