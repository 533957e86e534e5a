package io.threatledger.query.catalog;

import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Lasting;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.language.Characters;
import io.threatledger.store.CatalogRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records as rows: what is compared in a query, with the case of letters taken away. */
final class CatalogRows {
    private static final int MILLIS = 1_000;

    private CatalogRows() {}

    static CatalogRow of(Lasting lasting) {
        IndicatorRecord indicator = lasting.indicator();
        return new CatalogRow(
                lasting.newest(),
                indicator.target(),
                indicator.id().value(),
                indicator.isListed(),
                indicator.confidence().movePointRight(2).intValueExact(),
                indicator.action().word(),
                indicator.asn(),
                lower(indicator.asnName()),
                lower(indicator.country()),
                indicator.fleet() == null ? null : indicator.fleet().word(),
                indicator.firstSeenMillis() / MILLIS,
                indicator.lastSeenMillis() / MILLIS,
                lower(indicator.ja3()),
                lower(indicator.ja4()),
                lasting.untilSeconds() == Long.MAX_VALUE ? null : lasting.untilSeconds(),
                indicator.tags().stream().map(Characters::lower).toList(),
                sensors(indicator.sightings()),
                ports(indicator.sightings()));
    }

    private static List<String> sensors(List<Sighting> sightings) {
        return sightings.stream()
                .map(Sighting::sensor)
                .filter(Objects::nonNull)
                .map(Characters::lower)
                .toList();
    }

    private static List<Integer> ports(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::port).filter(Objects::nonNull).toList();
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : Characters.lower(text);
    }
}
