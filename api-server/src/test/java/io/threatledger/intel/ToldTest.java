package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryType;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.Target;
import io.threatledger.http.Json;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.RecommendedAction;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.indicator.SightingSummary;
import io.threatledger.query.indicator.Window;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events as they go over the wire, and how many of them are kept. */
class ToldTest {
    private static final Target TARGET = Target.parse("203.0.113.1");
    private static final EntryId THREAT = new EntryId("TC-" + "A".repeat(26));
    private static final Plan COMMUNITY = Plans.defaults().find("community").orElseThrow();
    private static final Plan PARTICIPANT = Plans.defaults().find("participant").orElseThrow();

    @Test
    void anEventIsTheRecordInOneLineUnderTheLedgersIndex() {
        Told told = told(7, 0, 1);
        List<String> lines = text(told, PARTICIPANT).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("event: threat_added");
        assertThat(lines.get(1)).isEqualTo("id: 7");
        assertThat(lines.get(2))
                .isEqualTo("data: "
                        + new String(Records.json(told.record().orElseThrow(), PARTICIPANT), StandardCharsets.UTF_8));
        assertThat(lines.get(3)).isEmpty();
    }

    /** In either order: what was worded for one reader is not what another gets. */
    @Test
    void whatAPlanHidesIsInNoByteOfWhatItIsTold() {
        Told told = told(7, 0, 1);
        assertThat(text(told, COMMUNITY))
                .doesNotContain("sensor-of-ours", "t13d")
                .contains(Records.HIDDEN);
        assertThat(text(told, PARTICIPANT)).contains("sensor-of-ours", "t13d");
        assertThat(text(told, COMMUNITY)).doesNotContain("sensor-of-ours", "t13d");
        assertThat(told.frame(COMMUNITY)).isSameAs(told.frame(COMMUNITY));
    }

    @Test
    void withoutARecordTheTargetIsNotSeen() {
        IntelEvent event = new IntelEvent(EntryType.THREAT_REVOKED, new LeafIndex(9), TARGET, 0);
        String text = text(new Told(event, window(0), Optional.empty()), COMMUNITY);
        assertThat(text).startsWith("event: threat_revoked\nid: 9\ndata: {");
        JsonNode data = Json.MAPPER.readTree(text.substring(text.indexOf('{')).strip());
        assertThat(data.get("seen").asBoolean()).isFalse();
        assertThat(data.get("ip").asString()).isEqualTo("203.0.113.1");
        assertThat(data.get("id").asString()).isEqualTo(IndicatorId.of(TARGET).value());
    }

    @Test
    void whatIsKeptIsOneMinuteOldAtMostAndNotOfTheFuture() {
        RecentlyTold recent = new RecentlyTold();
        recent.keep(told(7, 1_000, 1));
        assertThat(recent.find(7, 999)).isEmpty();
        assertThat(recent.find(7, 1_000)).isPresent();
        assertThat(recent.find(7, 1_059)).isPresent();
        assertThat(recent.find(7, 1_060)).isEmpty();
        recent.keep(told(7, 1_060, 1));
        assertThat(recent.find(7, 1_060)).isPresent();
    }

    /** A record of ten thousand entries weighs as much as hundreds of others. */
    @Test
    void theOldestIsForgottenWhenTheMemoryIsUsedUp() {
        RecentlyTold recent = new RecentlyTold();
        long each = told(0, 0, 5_000).weight();
        long fit = RecentlyTold.KEPT_BYTES_MAX / each;
        for (long index = 0; index <= fit; index++) {
            recent.keep(told(index, 0, 5_000));
            recent.keep(told(index, 0, 5_000));
        }
        assertThat(recent.find(0, 0)).isEmpty();
        assertThat(recent.find(1, 0)).isPresent();
        assertThat(recent.find(fit, 0)).isPresent();
        assertThat(fit).isBetween(3L, 20L);
    }

    private static String text(Told told, Plan plan) {
        return new String(told.frame(plan), StandardCharsets.UTF_8);
    }

    private static Window window(long nowSeconds) {
        return Window.all(new Moment(new TreeSize(100), nowSeconds));
    }

    private static Told told(long index, long nowSeconds, int entries) {
        IntelEvent event = new IntelEvent(EntryType.THREAT_ADDED, new LeafIndex(index), TARGET, nowSeconds);
        Sighting sighting = new Sighting("sensor-of-ours", Fleet.CORE, 22, null, "t13d", 0, THREAT);
        IndicatorRecord record = new IndicatorRecord(
                IndicatorId.of(TARGET),
                TARGET,
                true,
                new BigDecimal("0.56"),
                List.of("ssh\nx"),
                RecommendedAction.DROP,
                64_500L,
                null,
                "NL",
                Fleet.CORE,
                0,
                0,
                new SightingSummary(1, 0, 1),
                null,
                "t13d",
                Collections.nCopies(entries, sighting),
                Collections.nCopies(entries, THREAT));
        return new Told(event, window(nowSeconds), Optional.of(record));
    }
}
