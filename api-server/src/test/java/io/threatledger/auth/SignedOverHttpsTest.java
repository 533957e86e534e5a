package io.threatledger.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.http.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signature hides nothing of a request: from elsewhere than this machine it comes over TLS or not at all. */
class SignedOverHttpsTest {
    private static final String PLAIN =
            "403 {\"detail\":\"This API answers over HTTPS only: ask through the proxy that ends TLS\"}";
    private static final String WELCOME = "200 signer";
    private static final String OWNERS = "/v2/owners";

    @TempDir
    Path folder;

    /** @param headers with bars between them; what the proxies on this machine say */
    private String answer(List<String> proxies, String headers) throws IOException {
        Sources sources = new Sources(proxies.stream().map(Target::parse).toList(), Sources.HEADER_DEFAULT);
        try (SigningNode node = new SigningNode(folder, sources)) {
            String signature = SignedRequests.sign(SigningNode.SECRET, OWNERS + ":GET:" + SigningNode.NOW);
            Stream<String> signed =
                    Stream.of("Timestamp: " + SigningNode.NOW, "Authorization: TC " + SigningNode.ID + ":" + signature);
            Stream<String> said = Stream.of(headers.split(" [|] ")).filter(line -> !line.isEmpty());
            return node.raw("GET", OWNERS, Stream.concat(signed, said).toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: http",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: https, http",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: https | X-Forwarded-Proto: http",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: httpss",
                "X-Forwarded-For: 127.0.0.1, 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9 | Forwarded: proto=https",
                "X-Forwarded-For: 2001:db8::9 | X-Forwarded-Proto: http"
            })
    void plainHttpFromElsewhereIsRefused(String headers) throws IOException {
        assertThat(answer(List.of("127.0.0.1"), headers)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: https",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: HTTPS",
                "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: http, https",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-For: ::1 | X-Forwarded-Proto: http"
            })
    void whatAProxyWasAskedOverTlsOrFromThisMachineIsAnswered(String headers) throws IOException {
        assertThat(answer(List.of("127.0.0.1"), headers)).isEqualTo(WELCOME);
    }

    @Test
    void aProxyThatSaysPlainHttpAndNotFromWhereIsNotTakenForTheClient() throws IOException {
        assertThat(answer(List.of("127.0.0.1"), "X-Forwarded-Proto: http")).isEqualTo(PLAIN);
    }

    @Test
    void headersOfAPeerThatIsNoProxyAreNotBelieved() throws IOException {
        assertThat(answer(List.of("192.0.2.1"), "X-Forwarded-For: 203.0.113.9 | X-Forwarded-Proto: http"))
                .isEqualTo(WELCOME);
    }
}
