package io.threatledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.http.TestServer;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PagesTest {
    private static final String ORIGIN = "log.example.org/threats";
    private static final String HOSTILE = "</th><script>alert('1')</script> \"&lt; %s";

    private final AtomicLong published = new AtomicLong(1_234_567);

    private TestServer serve(Plans plans) {
        return TestServer.with(new Pages(ORIGIN, "1.0", plans, published::get));
    }

    /** The page as XML: what is not well-formed, or has an entity of its own, is no page of ours. */
    private static Element parsed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body()).startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.body())))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static List<Element> all(Element in, String tag) {
        NodeList found = in.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String text(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    /** The cells of each plan's row. */
    private static List<List<String>> rows(Element page) {
        return all(all(page, "tbody").getFirst(), "tr").stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(text(all(row, "th").getFirst()));
                    all(row, "td").forEach(cell -> cells.add(text(cell)));
                    return cells;
                })
                .toList();
    }

    @Test
    void theTableSaysWhatIsConfigured() {
        try (TestServer server = serve(Plans.defaults())) {
            Element page = parsed(server.get("/pricing"));
            assertThat(rows(page))
                    .containsExactly(
                            List.of(
                                    "Anonymous anonymous",
                                    "100 / day",
                                    "7 days",
                                    "60 minutes",
                                    "25",
                                    "1,000",
                                    "hidden",
                                    "reduced",
                                    "no"),
                            List.of(
                                    "Community community",
                                    "100 / day",
                                    "30 days",
                                    "none",
                                    "100",
                                    "5,000",
                                    "hidden",
                                    "reduced",
                                    "no"),
                            List.of(
                                    "Participant participant",
                                    "1,000 / hour",
                                    "all",
                                    "none",
                                    "500",
                                    "50,000",
                                    "shown",
                                    "full",
                                    "no"),
                            List.of(
                                    "Professional professional",
                                    "10,000 / day",
                                    "all",
                                    "none",
                                    "1,000",
                                    "100,000",
                                    "shown",
                                    "full",
                                    "yes"),
                            List.of(
                                    "Enterprise enterprise",
                                    "1,000,000 / day",
                                    "all",
                                    "none",
                                    "10,000",
                                    "1,000,000",
                                    "shown",
                                    "full",
                                    "yes"));
            assertThat(text(page))
                    .contains("The ledger itself is public. Plans meter the API only.")
                    .contains("never in the log in the clear")
                    .contains("threatledger keys create --config threatledger.conf")
                    .contains("--plan community");
        }
    }

    @Test
    void eachCellRepeatsItsColumnForNarrowScreens() {
        try (TestServer server = serve(Plans.defaults())) {
            Element page = parsed(server.get("/pricing"));
            List<String> columns = all(all(page, "thead").getFirst(), "th").stream()
                    .skip(1)
                    .map(PagesTest::text)
                    .toList();
            all(all(page, "tbody").getFirst(), "tr")
                    .forEach(row -> assertThat(all(row, "td").stream().map(cell -> cell.getAttribute("data-column")))
                            .containsExactlyElementsOf(columns));
        }
    }

    @Test
    void anotherConfigurationIsAnotherPageWithAnotherTag() {
        Plan gold = new Plan(
                "gold",
                HOSTILE,
                1,
                Plan.Window.HOUR,
                Optional.of(Duration.ofDays(1)),
                Duration.ofMinutes(1),
                true,
                Plan.ReaderStream.FULL,
                1,
                1,
                true);
        try (TestServer defaults = serve(Plans.defaults());
                TestServer other = serve(new Plans(List.of(Plans.defaults().anonymous(), gold)))) {
            HttpResponse<String> answer = other.get("/pricing");
            Element page = parsed(answer);
            assertThat(rows(page).getLast())
                    .as("what is hostile is text")
                    .containsExactly(
                            HOSTILE + " gold", "1 / hour", "1 day", "1 minute", "1", "1", "shown", "full", "yes");
            assertThat(all(page, "script")).isEmpty();
            assertThat(text(page)).contains("--plan gold").doesNotContain("community");
            assertThat(answer.headers().firstValue("ETag"))
                    .isNotEqualTo(defaults.get("/pricing").headers().firstValue("ETag"));
        }
    }

    @Test
    void aHostileAnonymousLabelIsTextInTheSentenceToo() {
        Plan anonymous = Plans.defaults().anonymous();
        Plan hostile = new Plan(
                anonymous.name(),
                HOSTILE,
                2,
                anonymous.window(),
                Optional.empty(),
                Duration.ofHours(36),
                false,
                anonymous.readerStream(),
                25,
                25,
                false);
        try (TestServer server = serve(new Plans(List.of(hostile)))) {
            Element page = parsed(server.get("/pricing"));
            assertThat(text(page)).contains("you have the plan " + HOSTILE + ".", "--plan NAME");
            assertThat(rows(page).getFirst()).contains("36 hours", "all");
        }
    }

    @Test
    void theFrontPageSaysWhichLogThisIsAndLinksToWhatIsThere() {
        try (TestServer server = serve(Plans.defaults())) {
            HttpResponse<String> answer = server.get("/");
            Element page = parsed(answer);
            assertThat(all(page, "dd").stream().map(PagesTest::text)).containsExactly(ORIGIN, "1,234,567", "1.0");
            assertThat(all(page, "a").stream().map(link -> link.getAttribute("href")))
                    .contains("/pricing", "/health", "/log/checkpoint", "/log/vkey", "/.well-known/jwks.json");
            published.incrementAndGet();
            assertThat(server.get("/").headers().firstValue("ETag"))
                    .isNotEqualTo(answer.headers().firstValue("ETag"));
        }
    }

    @Test
    void pagesRunNothingAndFetchOnlyOurStyleAndIcon() {
        try (TestServer server = serve(Plans.defaults())) {
            for (String path : List.of("/", "/pricing")) {
                HttpResponse<String> answer = server.get(path);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .contains("default-src 'none'; style-src 'self'; img-src 'self'; "
                                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.body()).doesNotContain("<script", "style=", "http://", "https://", "onclick");
                Element page = parsed(answer);
                assertThat(all(page, "link").stream().map(link -> link.getAttribute("href")))
                        .satisfiesExactly(
                                href -> assertThat(href).matches("/web/style\\.css\\?v=[0-9a-f]{16}"),
                                href -> assertThat(href).matches("/web/icon\\.svg\\?v=[0-9a-f]{16}"))
                        .allSatisfy(href ->
                                assertThat(server.get(href).statusCode()).isEqualTo(200));
                assertThat(all(page, "h1")).hasSize(1);
            }
            HttpResponse<String> style = server.get("/web/style.css");
            assertThat(style.headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
            assertThat(style.body()).doesNotContain("url(", "@import").contains("prefers-color-scheme: dark");
            assertThat(server.get("/web/icon.svg").headers().firstValue("Content-Type"))
                    .contains("image/svg+xml");
        }
    }

    @Test
    void headHasTheHeadersAndWhoHasThePageGets304() {
        try (TestServer server = serve(Plans.defaults())) {
            for (String path : List.of("/", "/pricing", "/web/style.css", "/web/icon.svg")) {
                HttpResponse<String> got = server.get(path);
                HttpResponse<String> head =
                        server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.body()).isEmpty();
                String etag = got.headers().firstValue("ETag").orElseThrow();
                assertThat(head.headers().firstValue("ETag")).contains(etag);
                assertThat(got.headers().firstValue("Cache-Control").orElseThrow())
                        .startsWith("public, max-age=");
                HttpResponse<String> again = server.get(path, "If-None-Match", "\"other\", W/" + etag);
                assertThat(again.statusCode()).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode())
                        .isEqualTo(200);
                HttpResponse<String> zipped = server.get(path, "Accept-Encoding", "gzip");
                assertThat(server.get(
                                        path,
                                        "Accept-Encoding",
                                        "gzip",
                                        "If-None-Match",
                                        zipped.headers().firstValue("ETag").orElseThrow())
                                .statusCode())
                        .isEqualTo(304);
            }
        }
    }
}
