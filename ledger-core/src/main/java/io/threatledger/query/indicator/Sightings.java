package io.threatledger.query.indicator;

import io.threatledger.entry.Fleet;
import io.threatledger.entry.RestrictedClaims;
import java.util.List;
import java.util.Objects;

/** The reports of a window as sightings. */
final class Sightings {
    private Sightings() {}

    /** @param seen every report counts: one that renews another was seen again, one that was taken back was seen, too */
    static SightingSummary summary(List<Report> seen) {
        return new SightingSummary(of(seen, Fleet.CORE), of(seen, Fleet.MESH), (int) seen.stream()
                .map(report -> report.claims().restricted().sensor())
                .filter(Objects::nonNull)
                .distinct()
                .count());
    }

    /** @param seen oldest first */
    static List<Sighting> newestFirst(List<Report> seen) {
        return seen.reversed().stream()
                .map(Sightings::sighting)
                .filter(Sightings::saysSomething)
                .toList();
    }

    private static int of(List<Report> seen, Fleet fleet) {
        return (int)
                seen.stream().filter(report -> report.claims().fleet() == fleet).count();
    }

    private static Sighting sighting(Report report) {
        RestrictedClaims restricted = report.claims().restricted();
        return new Sighting(
                restricted.sensor(),
                report.claims().fleet(),
                restricted.port(),
                restricted.ja3(),
                restricted.ja4(),
                report.interval().issuedAtSeconds() * 1_000,
                report.id());
    }

    /** A ban that names neither fleet nor sensor is nobody's sighting. */
    private static boolean saysSomething(Sighting sighting) {
        return sighting.fleet() != null
                || sighting.sensor() != null
                || sighting.port() != null
                || sighting.ja3() != null
                || sighting.ja4() != null;
    }
}
