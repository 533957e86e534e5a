package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.http.Problem;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the record that a text names: an address or network, the id of a record, the id of an entry. */
final class Lookup {
    private static final String WANTED =
            "an address or network, the id of a record such as thr_ and 16 characters, or the id of an entry, TC- and "
                    + EntryId.HASH_CHARACTERS + " characters";

    private final Indicators indicators;
    private final Views views;
    private final Map<String, Target> aliases;

    /** @param aliases other names of targets, in small letters */
    Lookup(Indicators indicators, Views views, Map<String, Target> aliases) {
        this.indicators = indicators;
        this.views = views;
        this.aliases = Map.copyOf(aliases);
    }

    /** What the plan sees of it; 400 for a text that names nothing. */
    Shown find(String text, Plan plan) {
        Target alias = aliases.get(text.toLowerCase(Locale.ROOT));
        if (alias != null) {
            return target(alias, plan);
        }
        try {
            if (begins(text, IndicatorId.PREFIX)) {
                return record(IndicatorId.parse(text), plan);
            }
            return begins(text, EntryId.PREFIX)
                    ? entry(EntryId.parse(text.toUpperCase(Locale.ROOT)), plan)
                    : target(Target.parse(text), plan);
        } catch (InvalidField e) {
            throw Problem.badRequest(InvalidField.shown(text) + " (wanted: " + WANTED + ")");
        }
    }

    private Shown target(Target asked, Plan plan) {
        return indicators
                .covering(asked, views.window(plan))
                .map(record -> Shown.of(record, asked))
                .orElseGet(() -> Shown.nothing(asked));
    }

    private Shown record(IndicatorId id, Plan plan) {
        Optional<Target> target = views.find(plan, catalog -> catalog.find(id));
        return target.flatMap(found -> indicators.of(found, views.window(plan)))
                .map(Shown::of)
                .orElseGet(() -> Shown.nothing(id));
    }

    private Shown entry(EntryId id, Plan plan) {
        Optional<IndicatorRecord> record = indicators.of(id, views.window(plan));
        return record.map(Shown::of).orElseGet(Shown::nothing);
    }

    private static boolean begins(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
