package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which of an owner's indicators a list holds: every field with every operator, and what it says of others. */
class FiltersTest {
    /** Last octets of what is listed; e is the one that expires, d the one that is taken back. */
    private static final List<String> ALL = List.of("1", "2", "3", "4", "0/24");

    @TempDir
    static Path folder;

    private static V2Node node;
    private static Instant noon;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
        node.publish(node.alpha, """
                {"target":"203.0.113.1","severity":"low","confidence":10,"asn":64500,"asn_name":"Big, Net","country":"DE"}""", """
                {"target":"203.0.113.2","severity":"medium","confidence":50,"asn":64501,"country":"US"}""", """
                {"target":"203.0.113.200","severity":"critical","ttl_seconds":60}""", """
                {"target":"203.0.113.201","severity":"critical"}""");
        node.send(node.alpha, "DELETE", "/v2/indicators/addresses/203.0.113.201", null);
        node.advance(Duration.ofHours(1));
        noon = node.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        node.advance(Duration.ofSeconds(2));
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.3", ",\"rating\":3.5,\"confidence\":50");
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.4", ",\"rating\":0");
        node.add(node.alpha, V2Node.ALPHA, "198.51.100.0/24", ",\"rating\":5,\"confidence\":100");
        node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.2", "{\"confidence\":51}");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    /** The ends of what is found, in the order of ALL. */
    private static List<String> found(String query) throws IOException {
        JsonNode data = node.data(node.alpha, "/v2/indicators?" + query);
        List<String> ends = StreamSupport.stream(data.path("indicator").spliterator(), false)
                .map(each -> each.path("summary").asString())
                .map(text -> text.substring(text.lastIndexOf('.') + 1))
                .sorted()
                .toList();
        assertThat(data.path("resultCount").asInt()).isEqualTo(ends.size());
        return ends;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String refused(String query) throws IOException {
        V2Node.Answer answer = node.get(node.alpha, "/v2/indicators?" + query);
        assertThat(answer.status()).as(query).isEqualTo(400);
        return answer.message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "junk ! \"junk\" (wanted: a field, one of = < > ^, and a value)",
                "=3 ! \"=3\" (wanted: a field, one of = < > ^, and a value)",
                "rating>3,, ! rating: \"3,,\" (wanted: a number)",
                "colour=red ! \"colour\" (wanted: one of active, summary, dateAdded, rating, confidence, falsePositive, countryCode, countryName, organization, asn, city, state, timezone, threatAssessScore, threatAssessRating, threatAssessConfidence)",
                "rating^3 ! rating ^ (wanted: one of = < >)",
                "dateAdded=2026-11-22 ! dateAdded = (wanted: one of < >)",
                "asn>1 ! asn > (wanted: one of =)",
                "rating>high ! rating: \"high\" (wanted: a number)",
                "rating> ! rating: \"\" (wanted: a number)",
                "active=yes ! active: \"yes\" (wanted: true or false)",
                "asn=Big ! asn: \"Big\" (wanted: a number of an autonomous system, such as 64500)",
                "threatAssessScore>x ! threatAssessScore: \"x\" (wanted: a number)"
            })
    void aFilterThatIsNoneIsRefusedAndSaysWhy(String filters, String why) throws IOException {
        assertThat(refused("filters=" + encoded(filters)))
                .isEqualTo("The request was not properly formed: filters: " + why);
    }

    @Test
    void timesThatAreNoneAreRefused() throws IOException {
        String wanted = " (wanted: a date or a time as 2026-11-22T03:00:00Z)";
        assertThat(refused("filters=" + encoded("dateAdded>22.11.2026")))
                .isEqualTo("The request was not properly formed: dateAdded: \"22.11.2026\"" + wanted);
        for (String time :
                List.of("yesterday", "1700000000", "2026-13-01", "2026-11-22T25:00:00Z", "2026-11-22T03:00:00Zx")) {
            assertThat(refused("modifiedSince=" + time)).contains("modifiedSince: \"" + time + "\"" + wanted);
        }
    }

    @Test
    void thereAreBounds() throws IOException {
        assertThat(refused("filters=" + encoded(String.join(",", java.util.Collections.nCopies(51, "rating>1")))))
                .endsWith("filters: 51 (wanted: at most 50)");
        assertThat(refused("filters=" + encoded("summary=" + "x".repeat(2_000))))
                .endsWith("filters: 2008 characters (wanted: at most 2000)");
        assertThat(refused("orParams=maybe")).endsWith("orParams: \"maybe\" (wanted: true or false)");
        assertThat(refused("filters=active%3Dtrue&Filters=active%3Dtrue"))
                .endsWith("filters: given 2 times (wanted: once)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "active=true ! 1 2 3 4 0/24",
                "active=TRUE ! 1 2 3 4 0/24",
                "active=false ! 200",
                "rating=3.5 ! 3",
                "rating=3.55 ! ",
                "rating>3 ! 3 0/24",
                "rating>3.45 ! 3 0/24",
                "rating<1 ! 4",
                "rating<1.01 ! 1 4",
                "rating>-5 ! 1 2 3 4 0/24",
                "rating<999999999 ! 1 2 3 4 0/24",
                "rating=999999999 ! ",
                "confidence=50 ! 3",
                "confidence>50 ! 2 0/24",
                "confidence<51 ! 1 3",
                "confidence=100 ! 0/24",
                "summary=203.0.113.3 ! 3",
                "summary=198.51.100.0/24 ! 0/24",
                "summary=203.0.113.200 ! ",
                "summary=example.com ! ",
                "summary^203.0.113. ! 1 2 3 4",
                "summary^2 ! 1 2 3 4",
                "summary^203.0.113.2 ! 2",
                "summary^198.51.100.0/ ! 0/24",
                "countryCode=de ! 1",
                "countryName=Germany ! 1",
                "countryName=united states ! 2",
                "countryName=Nowhere ! ",
                "organization=Big, Net ! 1",
                "organization=big, net ! ",
                "asn=64501 ! 2",
                "asn=AS64500 ! 1",
                "asn=ASN64500 ! 1",
                "city=Berlin ! ",
                "state=x ! ",
                "timezone=x ! ",
                "threatAssessScore=1 ! ",
                "threatAssessScore<1 ! ",
                "threatAssessScore>1 ! ",
                "threatAssessRating>0.0 ! ",
                "threatAssessConfidence<100 ! ",
                "falsePositive=0 ! 1 2 3 4 0/24",
                "falsePositive<1 ! 1 2 3 4 0/24",
                "falsePositive>0 ! ",
                "rating>1,confidence<51 ! 3",
                " rating > 1 , confidence < 51 ! 3"
            })
    void aFilterFindsWhatItSays(String filters, String ends) throws IOException {
        List<String> wanted = ends == null ? List.of() : List.of(ends.split(" "));
        assertThat(found("filters=" + encoded(filters))).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "rating>3,confidence=10 ! 1 3 0/24",
                "active=true,active=false ! 1 2 3 4 0/24 200",
                "rating>4.5,active=false ! 0/24 200",
                "city=x,asn=64501 ! 2"
            })
    void anyFilterIsEnoughWhenItIsAskedFor(String filters, String ends) throws IOException {
        assertThat(found("orParams=true&filters=" + encoded(filters))).containsExactlyInAnyOrder(ends.split(" "));
    }

    @Test
    void bothAtOnceWithoutOrAreNone() throws IOException {
        assertThat(found("filters=active%3Dtrue,active%3Dfalse")).isEmpty();
        assertThat(found("x=")).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(found("filters=")).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void whenItWasAddedIsFiltered() throws IOException {
        String before = noon.toString();
        assertThat(found("filters=" + encoded("dateAdded<" + before))).containsExactlyInAnyOrder("1", "2");
        assertThat(found("filters=" + encoded("dateAdded>" + before))).containsExactlyInAnyOrder("3", "4", "0/24");
        assertThat(found("filters=" + encoded("dateAdded>2015-10-15"))).hasSize(5);
        assertThat(found("filters=" + encoded("dateAdded<2015-10-15"))).isEmpty();
        String day = noon.plus(Duration.ofDays(2)).toString().substring(0, 10);
        assertThat(found("filters=" + encoded("dateAdded<" + day))).hasSize(5);
    }

    /** The clients that write a zone send its plus as it is. */
    @Test
    void whatChangedSinceIsListedWithItsChanges() throws IOException {
        String local = noon.toString().replace("Z", "");
        for (String time :
                List.of(local + "Z", local, local + "+00:00", local + "%2B00:00", local + "+0000", local + "-00:00")) {
            assertThat(found("modifiedSince=" + time)).as(time).containsExactlyInAnyOrder("2", "3", "4", "0/24");
        }
        String east = noon.plus(Duration.ofHours(2)).toString().replace("Z", "+02:00");
        assertThat(found("modifiedSince=" + east)).hasSize(4);
        assertThat(found("modifiedSince=2015-10-15")).hasSize(5);
        assertThat(found("modifiedSince=" + noon.plus(Duration.ofHours(1)))).isEmpty();
        JsonNode second =
                node.data(node.alpha, "/v2/indicators/addresses/203.0.113.2").path("address");
        assertThat(found("modifiedSince=" + second.path("lastModified").asString()))
                .contains("2");
        assertThat(found("modifiedSince="
                        + second.path("lastModified").asString().replace("Z", ".001Z")))
                .doesNotContain("2");
    }

    @Test
    void whatWasTakenBackIsListedSinceItWas() throws IOException {
        String added = noon.minus(Duration.ofMinutes(30)).toString();
        node.add(node.beta, V2Node.BETA, "203.0.113.7", "");
        node.advance(Duration.ofSeconds(3));
        String between = node.now().truncatedTo(ChronoUnit.SECONDS).toString();
        assertThat(node.data(node.beta, "/v2/indicators/deleted")
                        .path("resultCount")
                        .asInt())
                .isZero();
        node.advance(Duration.ofSeconds(2));
        node.send(node.beta, "DELETE", "/v2/indicators/addresses/203.0.113.7", null);
        for (String since : List.of(added, between)) {
            JsonNode deleted = node.data(node.beta, "/v2/indicators/deleted?modifiedSince=" + since);
            assertThat(deleted.path("resultCount").asInt()).as(since).isEqualTo(1);
            JsonNode one = deleted.path("indicator").get(0);
            assertThat(one.propertyNames()).containsExactly("ownerName", "type", "dateAdded", "summary");
            assertThat(one.path("summary").asString()).isEqualTo("203.0.113.7");
        }
        node.advance(Duration.ofSeconds(2));
        assertThat(node.data(
                                node.beta,
                                "/v2/indicators/deleted?modifiedSince="
                                        + node.now().truncatedTo(ChronoUnit.SECONDS))
                        .path("resultCount")
                        .asInt())
                .isZero();
        assertThat(node.data(node.beta, "/v2/indicators/cidrBlocks/deleted").path("indicator"))
                .isEmpty();
    }

    @Test
    void whatIsNotActiveSaysSo() throws IOException {
        JsonNode expired = node.data(node.alpha, "/v2/indicators?includeAdditional=true&filters=active%3Dfalse")
                .path("indicator")
                .get(0);
        assertThat(expired.path("active").asBoolean()).isFalse();
        assertThat(expired.path("privateFlag").asBoolean()).isFalse();
        assertThat(expired.path("activeLocked").isBoolean()).isTrue();
    }
}
