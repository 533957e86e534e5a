package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.entry.EntryId;
import io.threatledger.http.Json;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.indicator.SightingSummary;
import io.threatledger.store.CatalogTotal;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The record of the readers' API, member by member, as one plan sees it. Every plan has the same members; those that it
 * may not see hold {@link #HIDDEN} whatever the record has there, so that nothing can be told from them.
 *
 * <p>Only the plan counts, not whose entries they are: a record mixes those of all owners.
 */
final class Records {
    /** Newest entries and sightings that a record lists; its numbers count all. */
    static final int ENTRIES_SHOWN_MAX = 100;

    /** What stands in the place of a member that the plan may not see. */
    static final String HIDDEN = "upgrade_required";

    /** Where plans are explained. */
    static final String UPGRADE_URL = "/pricing";

    private static final List<String> RESTRICTED = List.of("ja3", "ja4", "sensor_sightings");
    private static final SightingSummary NO_SIGHTINGS = new SightingSummary(0, 0, 0);
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int RECORD_BYTES = 1_024;

    private final JsonGenerator json;
    private final Plan plan;

    private Records(JsonGenerator json, Plan plan) {
        this.json = json;
        this.plan = plan;
    }

    /** One record, UTF-8, without a line break. */
    static byte[] json(IndicatorRecord record, Plan plan) {
        return json(Shown.of(record), plan);
    }

    static byte[] json(Shown shown, Plan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(RECORD_BYTES);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            new Records(json, plan).object(shown);
        }
        return bytes.toByteArray();
    }

    /** {@code {results, count, total, total_is_exact, capped}}. */
    static byte[] list(List<Shown> all, CatalogTotal total, Plan plan) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(RECORD_BYTES * Math.max(1, all.size()));
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            Records records = new Records(json, plan);
            json.writeStartObject();
            json.writeArrayPropertyStart("results");
            all.forEach(records::object);
            json.writeEndArray();
            json.writeNumberProperty("count", all.size());
            json.writeNumberProperty("total", total.records());
            json.writeBooleanProperty("total_is_exact", total.isAll());
            json.writeBooleanProperty("capped", total.records() > all.size());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** How old what the plan sees is at least: {@code realtime}, or {@code 60m_delay}. */
    static String freshness(Plan plan) {
        long minutes = Math.ceilDiv(plan.delay().toSeconds(), SECONDS_PER_MINUTE);
        return minutes == 0 ? "realtime" : minutes + "m_delay";
    }

    /** How far back the plan sees, days; null for all of it. */
    static @Nullable Long historyDays(Plan plan) {
        return plan.history().map(history -> history.toDays()).orElse(null);
    }

    private void object(Shown shown) {
        IndicatorRecord record = shown.record();
        json.writeStartObject();
        text("id", shown.id() == null ? null : shown.id().value());
        text("ip", shown.target() == null ? null : shown.target().text());
        json.writeBooleanProperty("seen", record != null);
        text("matched", shown.matched() == null ? null : shown.matched().text());
        claims(record);
        json.writeObjectPropertyStart("sensor_sighting_summary");
        SightingSummary summary = record == null ? NO_SIGHTINGS : record.summary();
        json.writeNumberProperty("core_sightings", summary.coreSightings());
        json.writeNumberProperty("mesh_sightings", summary.meshSightings());
        json.writeNumberProperty("total_sensors", summary.totalSensors());
        json.writeEndObject();
        restricted(record);
        List<EntryId> threats = record == null ? List.of() : newest(record.threats());
        texts("threats", threats.stream().map(EntryId::value).toList());
        text("data_freshness", freshness(plan));
        number("history_window_days", historyDays(plan));
        upgrade();
        presentations(shown.presentations());
        json.writeEndObject();
    }

    private void claims(@Nullable IndicatorRecord record) {
        json.writeName("confidence");
        json.writeNumber(record == null ? null : record.confidence());
        texts("tags", record == null ? List.of() : record.tags());
        text("recommended_action", record == null ? null : record.action().word());
        text("asn", record == null || record.asn() == null ? null : "AS" + record.asn());
        text("asn_name", record == null ? null : record.asnName());
        text("country", record == null ? null : record.country());
        text(
                "fleet",
                record == null || record.fleet() == null ? null : record.fleet().word());
        number("first_seen", record == null ? null : record.firstSeenMillis());
        number("last_seen", record == null ? null : record.lastSeenMillis());
    }

    private void restricted(@Nullable IndicatorRecord record) {
        if (!plan.showsRestricted()) {
            RESTRICTED.forEach(name -> text(name, HIDDEN));
            return;
        }
        text("ja3", record == null ? null : record.ja3());
        text("ja4", record == null ? null : record.ja4());
        json.writeArrayPropertyStart("sensor_sightings");
        if (record != null) {
            newest(record.sightings()).forEach(this::sighting);
        }
        json.writeEndArray();
    }

    private void sighting(Sighting sighting) {
        json.writeStartObject();
        text("sensor", sighting.sensor());
        text("fleet", sighting.fleet() == null ? null : sighting.fleet().word());
        number("port", sighting.port() == null ? null : sighting.port().longValue());
        text("ja3", sighting.ja3());
        text("ja4", sighting.ja4());
        number("at", sighting.atMillis());
        text("threat_id", sighting.threat().value());
        json.writeEndObject();
    }

    private void upgrade() {
        json.writeObjectPropertyStart("_paywalled");
        if (!plan.showsRestricted()) {
            RESTRICTED.forEach(name -> text(name, HIDDEN));
        }
        json.writeEndObject();
        text("_upgrade_url", plan.showsRestricted() ? null : UPGRADE_URL);
    }

    private void presentations(@Nullable Map<EntryId, String> presentations) {
        if (presentations != null) {
            json.writeObjectPropertyStart("_presentations");
            presentations.forEach((id, presentation) -> text(id.value(), presentation));
            json.writeEndObject();
        }
    }

    private void text(String name, @Nullable String value) {
        json.writeStringProperty(name, value);
    }

    private void number(String name, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private void texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static <T> List<T> newest(List<T> newestFirst) {
        return newestFirst.subList(0, Math.min(ENTRIES_SHOWN_MAX, newestFirst.size()));
    }
}
