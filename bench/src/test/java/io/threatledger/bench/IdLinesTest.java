package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdLinesTest {
    private static final byte[] STREAM = """
            retry: 7000

            event: threat_added
            id: 7
            data: {"id":"TC-1","index":7,"comment":"id: 8"}

            :

            id: 1000000

            """.getBytes(StandardCharsets.UTF_8);

    @Test
    void idsAreFoundWhereverTheStreamIsCut() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            List<Long> ids = new ArrayList<>();
            IdLines lines = new IdLines();
            lines.read(STREAM, cut, ids::add);
            lines.read(Arrays.copyOfRange(STREAM, cut, STREAM.length), STREAM.length - cut, ids::add);
            assertThat(ids).as("cut after %d bytes", cut).containsExactly(7L, 1_000_000L);
        }
    }
}
