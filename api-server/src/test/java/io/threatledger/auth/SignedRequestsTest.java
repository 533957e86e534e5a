package io.threatledger.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.http.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as clients of the exchange API sign them, byte by byte, and as nobody may. */
class SignedRequestsTest {
    private static final long NOW = SigningNode.NOW;
    private static final String OWNERS = "/v2/owners";
    private static final String DENIED = "403 {\"detail\":\"Access Denied\"}";
    private static final String INVALID_TIMESTAMP = "403 {\"detail\":\"Invalid timestamp\"}";
    private static final String OUT_OF_RANGE = "403 {\"detail\":\"Timestamp out of acceptable time range\"}";
    private static final String MISMATCH = "403 {\"detail\":\"Signature data did not match expected result\"}";
    private static final String WELCOME = "200 signer";

    @TempDir
    Path folder;

    private SigningNode node;

    @BeforeEach
    void start() {
        node = new SigningNode(folder, Sources.peers());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String authorization(String target, String method, long timestamp) {
        return "Authorization: TC " + SigningNode.ID + ":"
                + SignedRequests.sign(SigningNode.SECRET, target + ":" + method + ":" + timestamp);
    }

    @Test
    void whatNobodySignedIsDenied() throws IOException {
        String timestamp = "Timestamp: " + NOW;
        assertThat(node.raw("GET", OWNERS)).isEqualTo(DENIED);
        assertThat(node.raw("GET", OWNERS, timestamp)).isEqualTo(DENIED);
        assertThat(node.raw("GET", OWNERS, timestamp, "Authorization: ")).isEqualTo(DENIED);
        assertThat(node.raw("GET", OWNERS, timestamp, "Authorization: Bearer tck_x"))
                .isEqualTo(DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TC 55555555555555555555",
                "TC 55555555555555555555:",
                "TC :Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC 55555555555555555555:Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E",
                "TC 55555555555555555555:Azd_UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC 55555555555555555555 :Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC55555555555555555555:Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC-Token 55555555555555555555:Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC 5555 5555:Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "TC 44444444444444444444:Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E="
            })
    void aHeaderThatIsNoneAndAnIdNobodyHasAreDenied(String header) throws IOException {
        assertThat(node.raw("GET", OWNERS, "Timestamp: " + NOW, "Authorization: " + header))
                .isEqualTo(DENIED);
    }

    @Test
    void aRevokedAndAnExpiredIdAreDeniedAndTheirNeighbourIsNot() throws IOException {
        NewKey revoked = node.key(null);
        NewKey expiring = node.key(NOW + 10);
        assertThat(as(revoked)).isEqualTo(WELCOME);
        assertThat(as(expiring)).isEqualTo(WELCOME);

        node.store.accounts.revoke(revoked.row().id());
        node.store.now.set(NOW + 10);
        assertThat(as(revoked)).isEqualTo(DENIED);
        assertThat(as(expiring)).isEqualTo(DENIED);
        assertThat(node.signed("GET", OWNERS, NOW)).isEqualTo(WELCOME);
    }

    private String as(NewKey key) throws IOException {
        return node.raw(
                "GET",
                OWNERS,
                "Timestamp: " + NOW,
                "Authorization: TC " + key.row().hint() + ":"
                        + SignedRequests.sign(key.secret(), OWNERS + ":GET:" + NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "1513703787.5", "0x5a394b6b", "+1513703787", "1513703787000000000", "١٥١٣٧٠٣٧٨٧"})
    void aTimeThatIsNoneIsInvalid(String timestamp) throws IOException {
        assertThat(node.raw("GET", OWNERS, "Timestamp: " + timestamp, authorization(OWNERS, "GET", NOW)))
                .isEqualTo(INVALID_TIMESTAMP);
    }

    @Test
    void aMissingTimeIsInvalid() throws IOException {
        assertThat(node.raw("GET", OWNERS, authorization(OWNERS, "GET", NOW))).isEqualTo(INVALID_TIMESTAMP);
    }

    @Test
    void fiveMinutesEitherWayAreAcceptedAndNotASecondMore() throws IOException {
        assertThat(node.signed("GET", OWNERS, NOW - 301)).isEqualTo(OUT_OF_RANGE);
        assertThat(node.signed("GET", OWNERS, NOW + 301)).isEqualTo(OUT_OF_RANGE);
        assertThat(node.signed("GET", OWNERS, -NOW)).isEqualTo(OUT_OF_RANGE);
        assertThat(node.signed("GET", OWNERS, NOW * 1_000)).isEqualTo(OUT_OF_RANGE);
        assertThat(node.signed("GET", OWNERS, NOW - 300)).isEqualTo(WELCOME);
        assertThat(node.signed("GET", OWNERS, NOW + 300)).isEqualTo(WELCOME);
    }

    @Test
    void aSecondBetweenTwoLooksAtTheClockIsForgivenAndTwoAreNot() throws IOException {
        for (long off : new long[] {-2, 2}) {
            assertThat(node.raw("GET", OWNERS, "Timestamp: " + NOW, authorization(OWNERS, "GET", NOW + off)))
                    .isEqualTo(MISMATCH);
        }
        for (long off : new long[] {-1, 1}) {
            assertThat(node.raw("GET", OWNERS, "Timestamp: " + NOW, authorization(OWNERS, "GET", NOW + off)))
                    .isEqualTo(WELCOME);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "GET /v2/owners Azd/UbiwQEj5nBdLI4M87FwFtxvRzcAGyoU7RfFaS4E=",
                "GET /v2/indicators?owner=Common%20Community xVHdg6SLhCbnyJxImdcFiXPFwW0Y0oCdVBeQlXKKKf4=",
                "GET /api/v2/indicators/hosts/example.com?Owner=Common%20Community Tm0h0eWc1kT4Stkd0jmvqNWQ+eF0+j/RnyvC1xTQ9hs=",
                "POST /v2/indicators/addresses Oh/ksMoaSl0kXN4DITHxGaDWlkJDj6+fuzKAyOzSm44=",
                "GET /v2/owners?createActivityLog=false&resultLimit=200&resultStart=0 s/QqfRmpcftdBaSnIgK0/4i/YAXyolkNjL7HtrRyIYs=",
                "DELETE /v2/indicators/addresses/203.0.113.45?owner=Common%20Community CLmQF1ZhCcx812qK0ycAWH7bbIVaN4lojSSMG5aQWBk=",
                "GET /v2/indicators?filters=confidence%3E75%2Crating%3E3&resultStart=0&resultLimit=500 hJtm3RAFMOb0XtP8St+b1KjnJSxQIK6DM1dlyRcXMm4=",
                "POST /v2/indicators/addresses/203.0.113.45/tags/Nation%20State hgl2tUdUkJtk5t8QiRsLFNQNqW/HDXKVJ0dCSSTX+Jg="
            })
    void signaturesOfTheVectorsAreAcceptedForTheirRequestAndNoOther(String method, String target, String signature)
            throws IOException {
        String[] headers = {"Timestamp: " + NOW, "Authorization: TC " + SigningNode.ID + ":" + signature};
        assertThat(SignedRequests.sign(SigningNode.SECRET, target + ":" + method + ":" + NOW))
                .isEqualTo(signature);
        assertThat(node.raw(method, target, headers)).isEqualTo(WELCOME);
        assertThat(node.raw(method.equals("GET") ? "DELETE" : "GET", target, headers))
                .isEqualTo(MISMATCH);
        assertThat(node.raw(method, target + (target.contains("?") ? "&" : "?") + "x=1", headers))
                .isEqualTo(MISMATCH);
        node.store.now.set(NOW + 5);
        assertThat(node.raw(method, target, "Timestamp: " + (NOW + 2), headers[1]))
                .isEqualTo(MISMATCH);
    }

    /** What is decoded, ordered or cleaned up in between would not be what was signed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/a?filters=confidence%3e75,rating%3E3",
                "/v2/a?filters=confidence%3E75%2crating%3e3",
                "/v2/a?filters=summary%5E203.0+and+more",
                "/v2/a?b=2&a=1&b=1&&c&=d",
                "/v2/a?modifiedSince=2026-11-22T03:00:00+00:00",
                "/v2/a?q=!'()*~-._:@/?",
                "/v2/cidrBlocks/203.0.113.0%2F24",
                "/v2/cidrBlocks/203.0.113.0%2f24?owner=%41cme",
                "/v2/a/%E2%82%AC/%F0%9F%A6%8A",
                "/v2/a/",
                "/v2/a?",
                "/v2/a;b=c/d"
            })
    void theTargetIsTakenAsItWasReceived(String target) throws IOException {
        assertThat(node.signed("GET", target, NOW)).isEqualTo(WELCOME);
    }

    @Test
    void aTargetThatMeansTheSameIsNotTheSame() throws IOException {
        assertThat(node.signed("GET", "/v2/a?b=%3E", NOW, "/v2/a?b=%3e")).isEqualTo(MISMATCH);
        assertThat(node.signed("GET", "/v2/a?b=1&c=2", NOW, "/v2/a?c=2&b=1")).isEqualTo(MISMATCH);
        assertThat(node.signed("GET", "/v2/a?b=+", NOW, "/v2/a?b=%20")).isEqualTo(MISMATCH);
        assertThat(node.signed("GET", "/v2/a?", NOW, "/v2/a")).isEqualTo(MISMATCH);
        assertThat(node.signed("GET", "/v2/a/", NOW, "/v2/a")).isEqualTo(MISMATCH);
    }

    @Test
    void theWordNullIsTakenForAQueryThatIsNotSent() throws IOException {
        assertThat(node.signed("GET", "/v2/a", NOW, "/v2/a?null")).isEqualTo(WELCOME);
        assertThat(node.signed("GET", "/v2/a?b=1", NOW, "/v2/a?null")).isEqualTo(MISMATCH);
        assertThat(node.signed("GET", "/v2/a?null", NOW, "/v2/a")).isEqualTo(MISMATCH);
    }

    @Test
    void namesOfHeadersAndOfTheSchemeHaveAnyCase() throws IOException {
        String signed = authorization(OWNERS, "GET", NOW);
        assertThat(node.raw(
                        "GET",
                        OWNERS,
                        "timestamp: " + NOW,
                        "authorization:" + signed.substring("Authorization:".length())))
                .isEqualTo(WELCOME);
        assertThat(node.raw(
                        "GET", OWNERS, "TIMESTAMP: " + NOW, signed.replace("Authorization: TC", "AUTHORIZATION: tc")))
                .isEqualTo(WELCOME);
        assertThat(node.raw("GET", OWNERS, "Timestamp:   " + NOW + "  ", signed.replace("TC ", " Tc ") + " "))
                .isEqualTo(WELCOME);
        assertThat(node.raw("GET", OWNERS, "Timestamp: " + NOW, signed.toLowerCase(Locale.ROOT)))
                .isEqualTo(MISMATCH);
    }

    @Test
    void aKeyOfAnotherIdDoesNotSign() throws IOException {
        NewKey other = node.key(null);
        assertThat(node.raw(
                        "GET",
                        OWNERS,
                        "Timestamp: " + NOW,
                        "Authorization: TC " + SigningNode.ID + ":"
                                + SignedRequests.sign(other.secret(), OWNERS + ":GET:" + NOW)))
                .isEqualTo(MISMATCH);
    }

    @Test
    void aTargetInAbsoluteFormIsSignedFromItsPathOn() throws IOException {
        assertThat(node.signed("GET", "http://node" + OWNERS + "?a=b", NOW, OWNERS + "?a=b"))
                .isEqualTo(WELCOME);
    }
}
