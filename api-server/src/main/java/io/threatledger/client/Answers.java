package io.threatledger.client;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a node's answers: the JSON of a good one, or the exception that a bad one is. */
final class Answers {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final int SHOWN_CHARACTERS_MAX = 400;

    /** The node lists what it refuses of a batch as {@code [position] reason}, separated by {@code ; }. */
    private static final Pattern REFUSAL = Pattern.compile("\\[(\\d{1,4})] (.*?)(?=; \\[\\d{1,4}] |; and \\d+ more|$)");

    private Answers() {}

    static JsonNode read(HttpResponse<byte[]> response) {
        return read(response, JSON::readTree);
    }

    /** Reads the body of a good answer. */
    static <T> T read(HttpResponse<byte[]> response, Function<byte[], T> reader) {
        if (response.statusCode() / 100 != 2) {
            throw failure(response);
        }
        try {
            return reader.apply(response.body());
        } catch (JacksonException e) {
            throw new ClientException.Unexpected(
                    "%s answered %d with something that is not JSON".formatted(response.uri(), response.statusCode()),
                    e);
        }
    }

    static Receipt receipt(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return Receipt.read(json);
        }
    }

    static ClientException failure(HttpResponse<byte[]> response) {
        String detail = detail(response);
        return switch (response.statusCode()) {
            case 401 -> new ClientException.NotAllowed("the node refuses the key: " + detail);
            case 403 -> new ClientException.NotAllowed("the node does not allow this: " + detail);
            // With Retry-After it is not there yet: the proof of an entry whose anchor is not mined.
            case 404 ->
                retryAfter(response).isPresent()
                        ? new ClientException.Later(detail, retryAfter(response))
                        : new ClientException.NotFound(detail);
            case 429, 503 ->
                new ClientException.Later(
                        "the node answers %d: %s".formatted(response.statusCode(), detail), retryAfter(response));
            case 400, 409, 413, 415, 422 -> new ClientException.Refused(detail, refusals(detail));
            default ->
                new ClientException.Unexpected(
                        "%s answered %d: %s".formatted(response.uri(), response.statusCode(), detail));
        };
    }

    /** What the node says of a batch, by position. */
    static List<Refusal> refusals(String detail) {
        List<Refusal> refusals = new ArrayList<>();
        Matcher matcher = REFUSAL.matcher(detail);
        while (matcher.find()) {
            refusals.add(new Refusal(Integer.parseInt(matcher.group(1)), matcher.group(2)));
        }
        return refusals;
    }

    private static String detail(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.isString() ? detail.asString() : shortened(body);
        } catch (JacksonException e) {
            return shortened(body);
        }
    }

    private static String shortened(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS_MAX ? line : line.substring(0, SHOWN_CHARACTERS_MAX) + "…";
    }

    private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
