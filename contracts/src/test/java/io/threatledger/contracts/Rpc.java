package io.threatledger.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC, a call or a batch of them at a time. */
public final class Rpc {
    private static final int BATCH_CALLS_MAX = 500;
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    // hardhat takes the offer of HTTP/2 for a web socket and answers 400
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    public Rpc(String url) {
        this.url = URI.create(url);
    }

    /** A result or an error. */
    public record Answer(JsonNode result, JsonNode error) {
        /** The revert data, if this is an error that has some. */
        public Optional<String> revertData() {
            return error.isMissingNode()
                    ? Optional.empty()
                    : RevertData.from(error.path("data").toString());
        }

        /** The result, which must be there. */
        public JsonNode orThrow() {
            if (result.isMissingNode()) {
                throw new AssertionError("the chain answered " + error);
            }
            return result;
        }
    }

    /** One call that must succeed. */
    public JsonNode call(String method, Object... parameters) {
        return ask(List.of(request(method, parameters))).getFirst().orThrow();
    }

    /** One call that may fail. */
    public Answer tryCall(String method, Object... parameters) {
        return ask(List.of(request(method, parameters))).getFirst();
    }

    static ObjectNode request(String method, Object... parameters) {
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0");
        request.put("method", method);
        request.set("params", JSON.valueToTree(parameters));
        return request;
    }

    /** Answers in the order of the requests. */
    List<Answer> ask(List<ObjectNode> requests) {
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += BATCH_CALLS_MAX) {
            answers.addAll(askBatch(requests.subList(from, Math.min(from + BATCH_CALLS_MAX, requests.size()))));
        }
        return answers;
    }

    private List<Answer> askBatch(List<ObjectNode> requests) {
        ArrayNode batch = JSON.createArrayNode();
        for (int id = 0; id < requests.size(); id++) {
            batch.add(requests.get(id).put("id", id));
        }
        JsonNode answers = JSON.readTree(post(batch.toString()));
        return answers.valueStream()
                .sorted(Comparator.comparingInt(answer -> answer.get("id").asInt()))
                .map(answer -> new Answer(answer.path("result"), answer.path("error")))
                .toList();
    }

    private String post(String body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(ANSWER_TIME_MAX)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
