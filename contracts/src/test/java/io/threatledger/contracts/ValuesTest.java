package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final String DEPLOYER_CHECKSUMMED = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x4e59", "4e59b44847b379578588920cA78FbF26c0B4956Cff", "0xno"})
    void textThatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EthAddress(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes32.ofHex(text));
    }

    @Test
    void addressKeepsLowerCaseAndShowsItsChecksum() {
        EthAddress address = new EthAddress(DEPLOYER_CHECKSUMMED);
        assertThat(address).hasToString("0x4e59b44847b379578588920ca78fbf26c0b4956c");
        assertThat(address.toChecksummed()).isEqualTo(DEPLOYER_CHECKSUMMED);
        assertThat(EthAddress.of(address.toBytes())).isEqualTo(address);
    }

    @Test
    void wordsAreEqualByValueAndDoNotChange() {
        byte[] bytes = new byte[32];
        Bytes32 word = Bytes32.of(bytes);
        bytes[0] = 1;
        word.toBytes()[0] = 1;
        assertThat(word).isEqualTo(Bytes32.ZERO).hasSameHashCodeAs(Bytes32.ZERO);
        assertThat(word.isZero()).isTrue();
        assertThat(Bytes32.of(bytes)).isNotEqualTo(word);
    }

    @Test
    void negativeSizeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeHead(-1, Bytes32.ZERO));
    }

    @Test
    void logsOfOtherOriginsOrOpenersAreOtherLogs() {
        EthAddress opener = new EthAddress(DEPLOYER_CHECKSUMMED);
        LogId id = LogId.of("a.example", opener);
        assertThat(LogId.of("b.example", opener)).isNotEqualTo(id);
        assertThat(LogId.of("a.example", EthAddress.ZERO)).isNotEqualTo(id);
        assertThat(LogId.ofHex(id.toString())).isEqualTo(id);
    }
}
