package io.threatledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedRangesTest {
    private static final ProtectedRanges BUILT_IN = ProtectedRanges.builtIn();

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, target 10.0.0.1 is protected: 10.0.0.0/8 (private)",
        "::ffff:10.0.0.1, target 10.0.0.1 is protected: 10.0.0.0/8 (private)",
        "8.0.0.0/6, target 8.0.0.0/6 is protected: 10.0.0.0/8 (private)",
        "127.0.0.1, target 127.0.0.1 is protected: 127.0.0.0/8 (loopback)",
        "100.64.0.0/10, target 100.64.0.0/10 is protected: 100.64.0.0/10 (shared)",
        "100.0.0.0/8, target 100.0.0.0/8 is protected: 100.64.0.0/10 (shared)",
        "0.0.0.0, target 0.0.0.0 is protected: 0.0.0.0/8 (unspecified)",
        "169.254.169.254, target 169.254.169.254 is protected: 169.254.0.0/16 (link-local)",
        "172.31.255.255, target 172.31.255.255 is protected: 172.16.0.0/12 (private)",
        "192.168.1.0/24, target 192.168.1.0/24 is protected: 192.168.0.0/16 (private)",
        "239.1.2.3, target 239.1.2.3 is protected: 224.0.0.0/4 (multicast)",
        "::, target :: is protected: :: (unspecified)",
        "::1, target ::1 is protected: ::1 (loopback)",
        "fd00::1, target fd00::1 is protected: fc00::/7 (unique-local)",
        "fe80::1, target fe80::1 is protected: fe80::/10 (link-local)",
        "ff02::1, target ff02::1 is protected: ff00::/8 (multicast)",
        "32.0.0.0/7, target 32.0.0.0/7 is too wide: /7 (wanted: /8 or longer for IPv4)",
        "2000::/18, target 2000::/18 is too wide: /18 (wanted: /19 or longer for IPv6)"
    })
    void aProtectedOrTooWideTargetIsRefusedWithItsReason(String target, String refusal) {
        assertThat(BUILT_IN.refusal(Target.parse(target))).contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.45",
                "192.0.2.0/24",
                "198.51.100.1",
                "2001:db8::/32",
                "32.0.0.0/8",
                "2000::/19",
                "172.32.0.1",
                "100.128.0.1",
                "11.0.0.0/8"
            })
    void whatNobodyProtectsMayBeListed(String target) {
        assertThat(BUILT_IN.refusal(Target.parse(target))).isEmpty();
    }

    @Test
    void theOperatorsOwnListIsAdded() {
        ProtectedRanges ranges =
                BUILT_IN.plus(List.of("# ours", "", "203.0.113.0/24 head office # Berlin", "2001:db8:1::/48"));
        assertThat(ranges.refusal(Target.parse("203.0.113.7")))
                .contains("target 203.0.113.7 is protected: 203.0.113.0/24 (head office)");
        assertThat(ranges.refusal(Target.parse("2001:db8::/32")))
                .contains("target 2001:db8::/32 is protected: 2001:db8:1::/48 (operator)");
        assertThat(ranges.refusal(Target.parse("198.51.100.1"))).isEmpty();
        assertThat(ranges.refusal(Target.parse("10.0.0.1"))).isPresent();
    }

    @Test
    void aLineThatIsNoNetworkIsNamed() {
        assertThatThrownBy(() -> BUILT_IN.plus(List.of("203.0.113.0/24", "203.0.113/24 x")))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("protected ranges, line 2");
    }
}
