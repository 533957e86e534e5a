package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.5",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "010.1.2.3",
                "1.2.3.04",
                "00.1.2.3",
                "127.1",
                "0x7f.1",
                "0x7f.0.0.1",
                "3232235777",
                "256.1.1.1",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.*",
                "1.2.3.4-9",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/024",
                "1.2.3.4/+1",
                "1.2.3.4/-1",
                "1.2.3.0/24/24",
                "1.2.3.4/255.255.255.0",
                "/24",
                "24",
                "*",
                "localhost",
                "::1%eth0",
                "fe80::1%1",
                "fe80::1%",
                "[::1]",
                "::1]",
                "1::2::3",
                ":::",
                ":",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::1/129",
                "::1/0128",
                "::g",
                "2001:db8::/32/32",
                "::1.2.3",
                "::1.2.3.4.5",
                "::01.2.3.4",
                "::1.2.3.256",
                "1.2.3.4::",
                "::ffff:1.2.3.4:1",
                "4)+k&C#VzJ4br>0wv%Yp",
                "0:0:0:0:0:0:0:0:0/0",
                "1.2.3.4:80",
                "http://1.2.3.4",
                "１.2.3.4",
                "1.2.3.4\u0000",
                "::1 ",
                "2001:db8::*",
                "2001:db8::1-2",
                "2001:db8:_",
                "-::",
                "2001-db8--1.ipv6-literal.net"
            })
    void whatIsNotAnAddressOrNetworkIsRefused(String text) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Target.parse(text))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("target"))
                .withMessageStartingWith("target: \"")
                .withMessageContaining("(wanted: ");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.45, 203.0.113.45",
        "203.0.113.45/32, 203.0.113.45",
        "203.0.113.45/24, 203.0.113.0/24",
        "255.255.255.255/0, 0.0.0.0/0",
        "0.0.0.0, 0.0.0.0",
        "10.129.3.4/9, 10.128.0.0/9",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:0:0:0:1/128, 2001:db8::1",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:ffff::/33, 2001:db8:8000::/33",
        "2001:db8::ffff/64, 2001:db8::/64",
        "::, ::",
        "::/0, ::/0",
        "::1, ::1",
        "1::, 1::",
        "::ffff:203.0.113.45, 203.0.113.45",
        "::ffff:cb00:712d, 203.0.113.45",
        "0:0:0:0:0:FFFF:203.0.113.45, 203.0.113.45",
        "::ffff:203.0.113.45/120, 203.0.113.0/24",
        "::ffff:203.0.113.45/128, 203.0.113.45",
        "::ffff:0:0/96, 0.0.0.0/0",
        "::ffff:0:0/95, ::fffe:0:0/95",
        "::1.2.3.4, ::102:304",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304",
        "2001:db8::1.2.3.4/112, 2001:db8::102:0/112",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/127, ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127"
    })
    void everySpellingHasOneCanonicalForm(String text, String canonical) {
        Target target = Target.parse(text);
        assertThat(target.text()).isEqualTo(canonical);
        assertThat(Target.parse(canonical)).isEqualTo(target).hasSameHashCodeAs(target);
    }

    @Test
    void keysOfNothingAreRefused() {
        for (byte[] key : List.of(
                new byte[0],
                new byte[] {4},
                new byte[] {4, 1, 2, 3, 4},
                new byte[] {5, 1, 2, 3, 4, 32},
                new byte[] {4, 1, 2, 3, 4, 33},
                new byte[] {4, 1, 2, 3, 4, -1},
                new byte[] {4, 1, 2, 3, 4, 24},
                new byte[] {6, 1, 2, 3, 4, 32},
                Arrays.copyOf(new byte[] {4, 1, 2, 3, 4}, 18),
                new byte[] {6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 2, 3, 4, (byte) 128})) {
            assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> Target.fromKey(key));
        }
    }

    @Property
    void keyAndTextReadBack(
            @ForAll @Size(16) byte[] bytes, @ForAll boolean ipv4, @ForAll @IntRange(max = 128) int length) {
        Target target = target(bytes, ipv4, length);
        assertThat(Target.fromKey(target.key())).isEqualTo(target);
        assertThat(Target.parse(target.text())).isEqualTo(target);
        assertThat(Target.fromKey(target.key()).text()).isEqualTo(target.text());
        assertThat(target.isNetwork()).isEqualTo(target.text().contains("/"));
    }

    /** The range is exactly what is covered: nothing of it is missed by an index scan, and nothing else is found. */
    @Property(tries = 3000)
    void theCoveredRangeHoldsWhatIsCoveredAndNothingElse(
            @ForAll @Size(16) byte[] a,
            @ForAll @Size(16) byte[] b,
            @ForAll @IntRange(max = 128) int lengthA,
            @ForAll @IntRange(max = 128) int lengthB,
            @ForAll @IntRange(max = 16) int common,
            @ForAll boolean ipv4) {
        System.arraycopy(a, 0, b, 0, common);
        Target network = target(a, ipv4, lengthA);
        Target other = target(b, ipv4, lengthB);
        KeyRange range = network.coveredRange();
        boolean inRange = Arrays.compareUnsigned(range.lo(), other.key()) <= 0
                && Arrays.compareUnsigned(other.key(), range.hi()) <= 0;
        assertThat(network.covers(other)).isEqualTo(inRange);
        assertThat(network.covers(network)).isTrue();
    }

    @Property
    void aTargetIsCoveredByEachOfItsNetworks(
            @ForAll @Size(16) byte[] bytes, @ForAll boolean ipv4, @ForAll @IntRange(max = 128) int length) {
        Target target = target(bytes, ipv4, length);
        for (int prefix = 0; prefix <= target.prefixLength(); prefix++) {
            Target network = target.withPrefix(prefix);
            assertThat(network.covers(target)).isTrue();
            assertThat(target.covers(network)).isEqualTo(prefix == target.prefixLength());
            assertThat(network.compareTo(target)).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void familiesDoNotCoverEachOther() {
        assertThat(Target.parse("::/0").covers(Target.parse("1.2.3.4"))).isFalse();
        assertThat(Target.parse("0.0.0.0/0").covers(Target.parse("::"))).isFalse();
    }

    @Test
    void aNarrowerNetworkIsNotACoveringOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("10.0.0.0/8").withPrefix(9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("10.0.0.0/8").withPrefix(-1));
    }

    @Test
    void whatWasRefusedIsShownShortAndHarmless() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Target.parse("\u001b[2J" + "x".repeat(5_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200))
                .withMessageContaining("\\u001b");
    }

    private static Target target(byte[] bytes, boolean ipv4, int length) {
        int bits = ipv4 ? Target.IPV4_BITS : Target.IPV6_BITS;
        return Target.of(Arrays.copyOf(bytes, bits / Byte.SIZE), length % (bits + 1));
    }
}
