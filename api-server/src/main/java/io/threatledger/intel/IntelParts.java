package io.threatledger.intel;

import io.threatledger.auth.Access;
import io.threatledger.auth.Limits;
import io.threatledger.entry.Target;
import io.threatledger.http.Sources;
import io.threatledger.query.Published;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.store.LedgerDatabase;
import java.util.Map;

/**
 * What the readers' API is made of.
 *
 * @param catalogs opened for {@link Views#spans}
 * @param aliases other names of targets, in small letters, which {@code /api/threat} knows
 */
public record IntelParts(
        Access access,
        Limits limits,
        Sources sources,
        LedgerDatabase database,
        Published published,
        Indicators indicators,
        Catalogs catalogs,
        IntelFeeds feeds,
        Map<String, Target> aliases) {
    public IntelParts {
        aliases = Map.copyOf(aliases);
    }
}
