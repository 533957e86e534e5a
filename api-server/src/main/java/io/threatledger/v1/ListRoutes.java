package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Blocklist;
import io.threatledger.query.Moment;
import io.threatledger.query.ThreatView;
import io.threatledger.query.Threats;
import io.threatledger.store.BlockTargets;
import io.threatledger.store.ThreatFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lists of threats: for people and programs, and for firewalls. */
final class ListRoutes implements Routes {
    static final int COUNT_DEFAULT = 100;

    private final Access access;
    private final Threats threats;
    private final Blocklist blocklist;
    private final Views views;

    ListRoutes(Access access, Threats threats, Blocklist blocklist, Views views) {
        this.access = access;
        this.threats = threats;
        this.blocklist = blocklist;
        this.views = views;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(ThreatRoutes.PATH, this::list, RouteLimit.perMinute(120));
        routes.get(ThreatRoutes.PATH + ".txt", this::text);
    }

    private void list(Context ctx) {
        Caller caller = access.require(ctx);
        ThreatFilter filter = filter(ctx, views.of(caller));
        List<ThreatView> found = threats.list(filter);
        if (found.size() == filter.count()) {
            ctx.header("Link", "<" + next(ctx, found.getLast().index()) + ">; rel=\"next\"");
        }
        List<Envelopes.Item> items = found.stream().map(Envelopes.Item::of).toList();
        Answers.json(ctx, 200, Envelopes.array(items, caller::maySeeRestrictedOf));
    }

    private static ThreatFilter filter(Context ctx, Moment moment) {
        Long count = Answers.parameter(ctx, "count", v -> Answers.integer("count", v, 1, ThreatFilter.COUNT_MAX));
        return new ThreatFilter(
                count == null ? COUNT_DEFAULT : count.intValue(),
                Answers.parameter(ctx, "target", Target::parse),
                Answers.parameter(ctx, "action", ThreatAction::parse),
                Answers.parameter(ctx, "severity", Severity::parse),
                Answers.parameter(ctx, "category", v -> bounded("category", v, ThreatClaims.CATEGORY_CHARACTERS_MAX)),
                Answers.parameter(ctx, "source", v -> bounded("source", v, ThreatClaims.SOURCE_CHARACTERS_MAX)),
                Answers.flag(ctx, "active_only", true),
                Answers.parameter(ctx, "before", v -> new LeafIndex(Answers.integer("before", v, 0, Long.MAX_VALUE))),
                moment.isNewest() ? null : moment.size(),
                moment.nowSeconds());
    }

    private static String bounded(String name, String value, int charactersMax) {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > charactersMax) {
            throw new InvalidField(name, InvalidField.shown(value), "1 to " + charactersMax + " characters");
        }
        return value;
    }

    /** The same question for what comes after: entries are only added at the other end, so no page shifts. */
    private static String next(Context ctx, LeafIndex last) {
        List<String> parameters = new ArrayList<>();
        ctx.queryParamMap()
                .forEach((name, values) -> values.stream()
                        .filter(value -> !name.equals("before"))
                        .forEach(value -> parameters.add(encode(name) + "=" + encode(value))));
        parameters.add("before=" + last);
        return ThreatRoutes.PATH + "?" + String.join("&", parameters);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void text(Context ctx) {
        Caller caller = access.require(ctx);
        boolean ipv4 = Answers.flag(ctx, "ipv4only", false);
        boolean ipv6 = Answers.flag(ctx, "ipv6only", false);
        if (ipv4 && ipv6) {
            throw Problem.invalid("ipv6only: given with ipv4only (wanted: one of them)");
        }
        Severity least = Answers.parameter(ctx, "severity", Severity::parse);
        var family = ipv4 ? BlockTargets.Family.IPV4 : ipv6 ? BlockTargets.Family.IPV6 : BlockTargets.Family.ANY;
        var variant = new Blocklist.Variant(
                family, least == null ? Severity.LOW : least, caller.plan().delay());
        BlocklistAnswer.send(ctx, blocklist.at(variant, views.of(caller)));
    }
}
