package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

class ContractErrorsTest {
    private static final String WORD_OF_THREE = "00".repeat(31) + "03";

    @Test
    void foreignOrMissingDataIsNoRefusal() {
        assertThat(ContractErrors.decode("0x")).isEmpty();
        assertThat(ContractErrors.decode("0x1234")).isEmpty();
        assertThat(ContractErrors.decode("0x12345678" + WORD_OF_THREE)).isEmpty();
    }

    @Test
    void ownSelectorWithWrongArgumentsIsMalformed() {
        String cut = Refusal.SIZE_NOT_GROWING.selector() + WORD_OF_THREE;
        assertThatThrownBy(() -> ContractErrors.decode(cut))
                .isInstanceOf(ContractDecodingException.class)
                .hasMessageContaining("2 words wanted, 32 bytes given");
        assertThat(ContractErrors.describe(cut)).isEqualTo("reverted with malformed data " + cut);
    }

    @Test
    void refusalIsReadWithItsArguments() {
        String data = Refusal.SIZE_NOT_GROWING.selector() + WORD_OF_THREE + WORD_OF_THREE;
        assertThat(ContractErrors.decode(data))
                .contains(new ContractError(Refusal.SIZE_NOT_GROWING, List.of("3", "3")));
        assertThat(ContractErrors.describe(data)).isEqualTo("the size must grow: the chain holds 3 entries, given 3");
    }

    @Test
    void everyRefusalHasASentenceForItsArguments() {
        for (Refusal refusal : Refusal.values()) {
            List<String> arguments = refusal.parameterTypes().stream()
                    .map(type -> "<" + type + ">")
                    .toList();
            String text = new ContractError(refusal, arguments).text();
            assertThat(arguments).allMatch(text::contains);
        }
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::selector)).doesNotHaveDuplicates();
    }

    @Test
    void soliditysOwnErrorsAreDescribed() {
        String text = "00".repeat(31) + "20" + WORD_OF_THREE + "616263" + "00".repeat(29);
        assertThat(ContractErrors.describe("0x08c379a0" + text)).isEqualTo("reverted: abc");
        assertThat(ContractErrors.describe(selector("Panic(uint256)") + WORD_OF_THREE))
                .isEqualTo("panicked with code 0x3");
        assertThat(ContractErrors.describe("0x")).isEqualTo("reverted without a reason");
        assertThat(ContractErrors.describe("0x12345678")).isEqualTo("reverted with unknown data 0x12345678");
        assertThat(ContractErrors.describe("0x08c379a0" + "ff".repeat(32))).startsWith("reverted with malformed data");
    }

    private static String selector(String signature) {
        return Hash.sha3String(signature).substring(0, 10);
    }
}
