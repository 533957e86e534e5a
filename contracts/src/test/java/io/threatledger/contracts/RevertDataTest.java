package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevertDataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "17", "\"words\"", "{}", "{\"data\":17}", "{\"txHash\":\"0x12\"}", "{\"da", "[]"
            })
    void answersWithoutRevertDataHaveNone(String raw) {
        assertThat(RevertData.from(raw)).isEmpty();
    }

    @Test
    void missingDataHasNone() {
        assertThat(RevertData.from(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0x12345678\"",
                " \"0x12345678\" ",
                "0x12345678",
                "{\"message\":\"reverted\",\"txHash\":\"0xaa\",\"data\":\"0x12345678\"}",
                "{\"hash\":null,\"programCounter\":1,\"result\":\"0x12345678\",\"reason\":null}"
            })
    void everyNodesShapeIsRead(String raw) {
        assertThat(RevertData.from(raw)).contains("0x12345678");
    }
}
