package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.http.Problem;
import io.threatledger.query.Busy;
import io.threatledger.query.Published;
import io.threatledger.query.TooDear;
import io.threatledger.query.catalog.Catalog;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.catalog.NotReady;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.indicator.Window;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The part of the log that a plan opens: its window, and the catalog that finds what is in it. */
public final class Views {
    /** When a catalog that is being made is worth asking again, seconds. */
    static final int RETRY_SECONDS = 5;

    /** When a catalog that answers others is worth asking again, seconds. */
    static final int BUSY_RETRY_SECONDS = 2;

    private final Published published;
    private final Catalogs catalogs;

    Views(Published published, Catalogs catalogs) {
        this.published = published;
        this.catalogs = catalogs;
    }

    /** The spans that catalogs are needed for. */
    public static Set<Span> spans(Plans plans) {
        return plans.all().stream().map(Views::span).collect(Collectors.toUnmodifiableSet());
    }

    /** What the plan sees by now. */
    Window window(Plan plan) {
        return span(plan).at(published.moment(plan.delay()));
    }

    /** What the plan's catalog answers; 503 while it is being made or answers others, 400 when it takes too long. */
    <T> T find(Plan plan, Function<Catalog, T> question) {
        try {
            return question.apply(catalogs.of(span(plan)));
        } catch (NotReady e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()), RETRY_SECONDS);
        } catch (Busy e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()), BUSY_RETRY_SECONDS);
        } catch (TooDear e) {
            throw IntelProblems.tooBroad();
        }
    }

    private static Span span(Plan plan) {
        return new Span(plan.delay(), plan.history());
    }
}
