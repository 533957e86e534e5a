package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import io.threatledger.entry.InvalidField;
import io.threatledger.gate.GateWord;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorShapesTest {
    enum Colour {
        RED,
        GREEN
    }

    record Body(
            @Nullable String name,
            @Nullable Integer port,
            int plain,
            @Nullable List<Body> parts,
            @Nullable Colour colour) {}

    private static final ProblemStyle SHOUTING = (problem, method, path, accept) -> new ProblemStyle.Rendered(
            "text/plain;charset=utf-8", ("OH " + problem.status() + " " + accept).getBytes(StandardCharsets.UTF_8));

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.with(s -> s, Map.of("/loud", SHOUTING, "/loud/quiet", ProblemStyle.DETAIL), this::routes);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void routes(RoutesConfig routes) {
        routes.get("/ok", ctx -> ctx.json(Map.of("ok", true)));
        routes.post("/body", ctx -> ctx.json(Json.body(ctx, Body.class)));
        routes.post("/raw", ctx -> ctx.result(ctx.bodyAsBytes().length + ""));
        routes.get("/fail/storage", ctx -> {
            throw new StorageException("disk I/O error at /var/secret/ledger.db");
        });
        routes.get("/fail/field", ctx -> {
            throw new InvalidField("target", "\"x\"", "an address");
        });
        routes.get("/fail/gate", ctx -> {
            throw Problem.unavailable(GateWord.NO_FUNDS);
        });
        routes.get("/fail/unforeseen", ctx -> {
            throw new IllegalStateException("password=hunter2");
        });
        routes.get("/fail/error", ctx -> {
            throw new StackOverflowError("deep");
        });
        routes.get("/fail/late", ctx -> {
            ctx.outputStream().write("begun,".getBytes(StandardCharsets.UTF_8));
            ctx.res().flushBuffer();
            throw new IllegalStateException("in the middle");
        });
        routes.get("/fail/outcome", ctx -> {
            throw outcomeUnknown();
        });
        routes.get("/fail/many", ctx -> {
            throw Problem.tooMany("Slower", 7);
        });
        routes.get("/loud/gone", ctx -> {
            throw Problem.notFound("nobody reads this");
        });
        routes.get("/loud/quiet/gone", ctx -> {
            throw Problem.notFound("psst");
        });
    }

    /** Only the sequencer makes one, when its storage has failed. */
    private static OutcomeUnknown outcomeUnknown() throws ReflectiveOperationException {
        var constructor = OutcomeUnknown.class.getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        return constructor.newInstance("cannot be read back");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/fail/storage    | 503 | The ledger's storage does not answer",
                "/fail/field      | 422 | target: \"x\" (wanted: an address)",
                "/fail/gate       | 503 | Blockchain unavailable: no_funds",
                "/fail/unforeseen | 500 | Internal server error",
                "/fail/error      | 500 | Internal server error",
                "/fail/many       | 429 | Slower",
                "/nowhere         | 404 | Not Found",
                "/loud/quiet/gone | 404 | psst",
                "/loudly          | 404 | Not Found"
            })
    void failureIsOneDetailString(String path, int status, String detail) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Json.MAPPER.readTree(answer.body())).isEqualTo(Json.MAPPER.valueToTree(Map.of("detail", detail)));
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void familyWordsItsOwnProblems() {
        assertThat(server.get("/loud/gone", "Accept", "text/html").body()).isEqualTo("OH 404 text/html");
        assertThat(server.get("/loud").body()).isEqualTo("OH 404 null");
    }

    @Test
    void refusalThatMayPassSaysWhen() {
        assertThat(server.get("/fail/many").headers().firstValue("Retry-After")).contains("7");
        assertThat(server.get("/fail/gate").headers().firstValue("Retry-After")).contains("5");
        assertThat(server.get("/nowhere").headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        HttpResponse<String> answer = server.post("/ok", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse(""))
                .contains("GET")
                .contains("HEAD");
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }

    @Test
    void failureAfterTheFirstBytesCutsTheTransfer() {
        assertThatThrownBy(() -> server.get("/fail/late")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void unknownOutcomeIsNeitherYesNorNo() throws IOException {
        assertThat(server.raw("GET /fail/outcome HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | body: empty (wanted: a JSON object)",
                "null                        | body: null (wanted: a JSON object)",
                "{\"nam\":1,\"plain\":1}     | nam: unknown member (wanted: one of name, port, plain, parts, colour)",
                "{\"port\":\"1\",\"plain\":1}| port: another kind of value (wanted: an integer)",
                "{\"port\":1.5,\"plain\":1}  | port: \"1.5\" (wanted: an integer)",
                "{\"port\":99999999999,\"plain\":1}  | port: not JSON as it should be: Numeric value",
                "{\"name\":[],\"plain\":1}   | name: another kind of value (wanted: a string)",
                "{\"parts\":[{\"plain\":1},{\"plain\":true}],\"plain\":1} | parts[1].plain: another kind of value (wanted: an integer)",
                "{\"colour\":\"BLUE\",\"plain\":1} | colour: \"BLUE\" (wanted: one of red, green)",
                "{\"plain\":null}            | plain: another kind of value (wanted: an integer)",
                "{\"plain\":1,\"plain\":2}   | body: not JSON as it should be: Duplicate Object property \"plain\"",
                "{\"plain\":1} x             | body: not JSON as it should be:",
                "{\"plain\":                 | not JSON as it should be:",
                "[]                          | body: another kind of value (wanted: an object)"
            })
    void badBodyNamesTheFieldAndWhatIsWanted(String body, String detail) {
        HttpResponse<String> answer = server.post("/body", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Json.MAPPER.readTree(answer.body()).get("detail").asString())
                .contains(detail)
                .doesNotContain("java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%zz", "/a%00", "/a%ff%fe", "/a\\b", "/ä"})
    void brokenTargetIsRefusedInJson(String target) throws IOException {
        String answer = server.raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/json")
                .endsWith("{\"detail\":\"Bad Request\"}");
        assertThat(answer).containsIgnoringCase("x-request-id: t-");
    }

    /** Or the parameter would count as not given, and a filter that nobody can read would let everything through. */
    @ParameterizedTest
    @ValueSource(strings = {"/ok?q=%zz", "/ok?%zz=1", "/ok?a=1&q=%4", "/ok?q=100%"})
    void queryThatCannotBeDecodedIsRefused(String target) throws IOException {
        String answer = server.raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"detail\":\"query: a % without two hexadecimal digits"
                        + " (wanted: %25 for the sign itself)\"}");
    }

    @Test
    void requestWithoutHostIsRefusedInJson() throws IOException {
        assertThat(server.raw("GET /ok HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"detail\":\"Bad Request\"}");
    }

    @Test
    void tooLongHeadersAreRefusedInJson() throws IOException {
        String answer = server.raw("GET /ok HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 431 ")
                .endsWith("{\"detail\":\"The headers are larger than 16384 bytes\"}");
    }

    @Test
    void tooLongTargetIsRefusedInJson() throws IOException {
        String answer = server.raw("GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 414 ").contains("application/json");
    }

    @Test
    void bodyAboveAMebibyteIsRefusedHoweverItIsSent() throws IOException {
        String body = "x".repeat((1 << 20) + 1);
        assertThat(server.post("/raw", body.substring(1)).body()).isEqualTo("1048576");
        HttpResponse<String> answer = server.post("/raw", body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"The body is larger than 1048576 bytes\"}");
        String chunked =
                server.raw("POST /raw HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "100001\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void methodOverrideIsRefused() {
        HttpResponse<String> answer = server.get("/ok", "X-HTTP-Method-Override", "DELETE");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"X-HTTP-Method-Override is not supported\"}");
    }

    @Test
    void harmlessRequestIdIsKeptAndAnotherReplaced() {
        assertThat(server.get("/ok", "X-Request-Id", "abc.1").headers().firstValue("X-Request-Id"))
                .contains("abc.1");
        assertThat(server.get("/ok", "X-Request-Id", "a b<c>")
                        .headers()
                        .firstValue("X-Request-Id")
                        .orElse(""))
                .startsWith("t-");
    }
}
