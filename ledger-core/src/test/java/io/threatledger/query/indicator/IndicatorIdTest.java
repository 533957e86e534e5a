package io.threatledger.query.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "thr_",
                "thr_demo01",
                "thr_aaaaaaaaaaaaaaa",
                "thr_aaaaaaaaaaaaaaaaa",
                "thr_aaaaaaaaaaaaaaa1",
                "tc-_aaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaa",
                "thr_aaaaaaaaaaaaaaa=",
                " thr_aaaaaaaaaaaaaaaa"
            })
    void whatIsNoIdIsRefused(String text) {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> IndicatorId.parse(text));
    }

    /** Computed with {@code printf %s TARGET | sha256sum | xxd -r -p | base32}. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.45, thr_5nfs3u2nlou275pt",
        "203.0.113.0/24, thr_stdgthwu3dxgqqgx",
        "2001:db8::1, thr_ll6rt2cw2hay2f6w"
    })
    void theIdIsAHashOfTheCanonicalTarget(String target, String id) {
        assertThat(IndicatorId.of(Target.parse(target)).value()).isEqualTo(id);
    }

    @Test
    void anIdIsReadInAnyCase() {
        IndicatorId id = IndicatorId.of(Target.parse("::ffff:203.0.113.45"));
        assertThat(IndicatorId.parse(id.value().toUpperCase(Locale.ROOT))).isEqualTo(id);
        assertThat(id).isEqualTo(IndicatorId.of(Target.parse("203.0.113.45/32")));
    }
}
