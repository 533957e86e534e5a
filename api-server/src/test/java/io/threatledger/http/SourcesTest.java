package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private static final String CLOSE = "Host: x\r\nConnection: close\r\n";

    private static String sourceOf(Sources sources, String headers) throws IOException {
        try (TestServer server = TestServer.with(
                routes -> routes.get("/", ctx -> ctx.result(sources.of(ctx).text())))) {
            String answer = server.raw("GET / HTTP/1.1\r\n" + CLOSE + headers + "\r\n");
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static Sources behind(String... proxies) {
        return new Sources(List.of(proxies).stream().map(Target::parse).toList(), "X-Forwarded-For");
    }

    @Test
    void headerOfAPeerThatIsNoProxyIsNotBelieved() throws IOException {
        assertThat(sourceOf(Sources.peers(), "X-Forwarded-For: 203.0.113.9\r\n"))
                .isEqualTo("127.0.0.1");
        assertThat(sourceOf(behind("10.0.0.0/8"), "X-Forwarded-For: 203.0.113.9\r\n"))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                            | 203.0.113.9",
                "6.6.6.6, 203.0.113.9                   | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.1.2.3         | 203.0.113.9",
                "6.6.6.6, junk, 10.1.2.3                | 10.1.2.3",
                "6.6.6.6,                               | 127.0.0.1",
                "10.1.2.3, 10.1.2.4                     | 10.1.2.3",
                "203.0.113.9:4711                       | 203.0.113.9",
                "[2001:db8:1:2:3::4]:4711               | 2001:db8:1:2::/64",
                "2001:DB8:1:2:ffff::1                   | 2001:db8:1:2::/64",
                "::ffff:203.0.113.9                     | 203.0.113.9",
                "203.0.113.0/24                         | 127.0.0.1",
            })
    void rightmostAddressThatIsNoProxyIsTheSource(String header, String source) throws IOException {
        assertThat(sourceOf(behind("127.0.0.0/8", "10.0.0.0/8"), "X-Forwarded-For: " + header + "\r\n"))
                .isEqualTo(source);
    }

    @Test
    void severalHeadersAreOneListAndOtherHeadersAreIgnored() throws IOException {
        assertThat(
                        sourceOf(
                                behind("127.0.0.1"),
                                "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9\r\nForwarded: for=7.7.7.7\r\nX-Real-IP: 8.8.8.8\r\n"))
                .isEqualTo("203.0.113.9");
        assertThat(sourceOf(behind("127.0.0.1"), "X-Real-IP: 8.8.8.8\r\n")).isEqualTo("127.0.0.1");
    }
}
