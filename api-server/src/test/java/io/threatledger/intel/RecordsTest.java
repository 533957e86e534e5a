package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.Target;
import io.threatledger.http.Json;
import io.threatledger.merkle.Digest;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.RecommendedAction;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.indicator.SightingSummary;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A record of more entries than are listed, and numbers as they are written. */
class RecordsTest {
    private static final int ENTRIES = 250;
    private static final Target TARGET = Target.parse("203.0.113.1");

    private static EntryId entry(int number) {
        return EntryId.of(Digest.of(
                ByteBuffer.allocate(Digest.LENGTH_BYTES).putInt(number + 1).array()));
    }

    private static IndicatorRecord record(String confidence) {
        List<EntryId> threats =
                IntStream.range(0, ENTRIES).mapToObj(RecordsTest::entry).toList();
        return new IndicatorRecord(
                IndicatorId.of(TARGET),
                TARGET,
                true,
                new BigDecimal(confidence),
                List.of(),
                RecommendedAction.DROP,
                null,
                null,
                null,
                null,
                1,
                2,
                new SightingSummary(ENTRIES, 0, 3),
                null,
                null,
                threats.stream()
                        .map(id -> new Sighting("s", Fleet.CORE, null, null, null, 1, id))
                        .toList(),
                threats);
    }

    private static Plan plan(String name) {
        return Plans.defaults().find(name).orElseThrow();
    }

    @Test
    void theNewestEntriesAreListedAndAllAreCounted() {
        JsonNode record = Json.MAPPER.readTree(Records.json(record("0.56"), plan("participant")));
        assertThat(record.get("threats")).hasSize(Records.ENTRIES_SHOWN_MAX);
        assertThat(record.get("threats").get(0).stringValue()).isEqualTo(entry(0).value());
        assertThat(record.get("sensor_sightings")).hasSize(Records.ENTRIES_SHOWN_MAX);
        assertThat(record.at("/sensor_sighting_summary/core_sightings").intValue())
                .isEqualTo(ENTRIES);
    }

    @Test
    void aConfidenceHasTwoDecimalsAndTheWholeIsOneLine() {
        for (String confidence : List.of("0.00", "0.50", "0.56", "0.99")) {
            String text = new String(Records.json(record(confidence), plan("community")), StandardCharsets.UTF_8);
            assertThat(text).contains("\"confidence\":" + confidence + ",").doesNotContain("\n");
        }
    }
}
