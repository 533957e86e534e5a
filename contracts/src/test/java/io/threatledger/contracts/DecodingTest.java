package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers and log records that our contract does not give. */
class DecodingTest {
    private static final String WORD = "0x" + "11".repeat(32);
    private static final String SMALL = "0x" + "00".repeat(31) + "05";

    @Test
    void emptyAnswerAsksForTheContract() {
        assertThatThrownBy(() -> LedgerContract.decodeHead("0x"))
                .isInstanceOf(ContractDecodingException.class)
                .hasMessage("head: 3 words wanted, 0 bytes given (is there a contract at this address?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x11", "0xzz", "nonsense", "0x1"})
    void answerThatIsNotWholeWordsIsRefused(String answer) {
        assertThatThrownBy(() -> LedgerContract.decodeKeys(answer)).isInstanceOf(ContractDecodingException.class);
        assertThatThrownBy(() -> LedgerContract.decodeAddress(answer)).isInstanceOf(ContractDecodingException.class);
    }

    @Test
    void wordThatIsNoAddressOrNoSizeIsRefused() {
        assertThatThrownBy(() -> LedgerContract.decodeAddress(WORD))
                .isInstanceOf(ContractDecodingException.class)
                .hasMessageContaining("is not an address");
        assertThatThrownBy(() -> LedgerContract.decodeHead("0x" + "11".repeat(96)))
                .isInstanceOf(ContractDecodingException.class)
                .hasMessageContaining("above 2^63");
    }

    @Test
    void foreignEventIsNone() {
        assertThat(LedgerEvent.decode(List.of(), "0x")).isEmpty();
        assertThat(LedgerEvent.decode(List.of(WORD), "0x")).isEmpty();
    }

    @Test
    void ownEventWithMissingOrForeignPartsIsRefused() {
        List<String> topics = List.of(AnchoredEvent.TOPIC, WORD, SMALL);
        assertRefused(topics.subList(0, 2), WORD);
        assertRefused(List.of(AnchoredEvent.TOPIC, WORD, WORD), WORD);
        assertRefused(topics, "0x");
        assertRefused(List.of(LogOpenedEvent.TOPIC, WORD, SMALL), "0x" + "ff".repeat(128));
        assertThat(LedgerEvent.decode(topics, WORD))
                .contains(new AnchoredEvent(LogId.ofHex(WORD), 5, Bytes32.ofHex(WORD)));
    }

    @Test
    void sizeAsTopicIsTheWordOfTheChain() {
        assertThat(AnchoredEvent.topicOfSize(5)).isEqualTo(SMALL);
    }

    private static void assertRefused(List<String> topics, String data) {
        assertThatThrownBy(() -> LedgerEvent.decode(topics, data)).isInstanceOf(ContractDecodingException.class);
    }
}
