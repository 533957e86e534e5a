package io.threatledger.query.exchange;

import io.threatledger.query.exchange.NaiveFold.Told;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.IndicatorFilter.Active;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Compares;
import io.threatledger.store.IndicatorFilter.Comparison;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Figure;
import io.threatledger.store.IndicatorFilter.Is;
import io.threatledger.store.IndicatorFilter.Kind;
import io.threatledger.store.IndicatorFilter.Label;
import io.threatledger.store.IndicatorFilter.Says;
import io.threatledger.store.IndicatorFilter.Term;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a filter lists, after its definition. */
record NaiveFilter(NaiveFold fold, String owner, IndicatorFilter filter) {
    /** Where one of several terms is enough, any term about activity makes inactive ones candidates. */
    private boolean asksForInactive() {
        return filter.isAnyOf()
                ? filter.terms().stream().anyMatch(Active.class::isInstance)
                : filter.terms().contains(new Active(false));
    }

    /** Inactive ones are listed when it is asked for them, and otherwise whatever else holds of them. */
    long[] list() {
        LongStream active = fold.targets(owner)
                .flatMap(target -> fold.active(owner, target).stream())
                .filter(told -> isListed(told, told.index, true))
                .mapToLong(told -> told.index);
        LongStream inactive = fold.targets(owner)
                .filter(target -> asksForInactive())
                .flatMap(target -> fold.inactive(owner, target).stream())
                .filter(told -> isListed(told, told.index, false))
                .mapToLong(told -> told.index);
        return LongStream.concat(active, inactive).sorted().toArray();
    }

    long[] deleted() {
        return fold.targets(owner)
                .flatMap(target -> fold.deleted(owner, target).stream())
                .filter(told -> isListed(told, Objects.requireNonNull(told.revokedBy), false))
                .sorted(Comparator.comparing(told -> told.revokedBy))
                .mapToLong(told -> told.index)
                .toArray();
    }

    /** @param changed the entry that made it what it is */
    private boolean isListed(Told told, long changed, boolean isActive) {
        boolean isOfKind = filter.kind() == null || told.claims.target().isNetwork() == (filter.kind() == Kind.NETWORK);
        boolean hasTag = filter.tag() == null || (isActive && told.claims.tags().contains(filter.tag()));
        Stream<Term> terms = filter.terms().stream();
        boolean holds = filter.terms().isEmpty()
                || (filter.isAnyOf()
                        ? terms.anyMatch(term -> holds(term, told, isActive))
                        : terms.allMatch(term -> holds(term, told, isActive)));
        return isOfKind && hasTag && changed >= filter.from() && holds;
    }

    private static boolean holds(Term term, Told told, boolean isActive) {
        return switch (term) {
            case Compares compares ->
                compares(figure(compares.figure(), told), compares.comparison(), compares.value());
            case Says says ->
                Objects.equals(
                        says.value(), says.label() == Label.COUNTRY ? told.claims.country() : told.claims.asnName());
            case Is is -> told.claims.target().text().equals(is.target().text());
            case Begins begins -> told.claims.target().text().startsWith(begins.prefix());
            case Active active -> active.value() == isActive;
            case Constant constant -> constant.value();
        };
    }

    private static @Nullable Long figure(Figure figure, Told told) {
        Integer confidence = told.claims.confidence();
        return switch (figure) {
            case RATING_TENTHS ->
                told.claims.ratingOrSeverity().movePointRight(1).longValueExact();
            case CONFIDENCE -> confidence == null ? null : Long.valueOf(confidence);
            case ASN -> told.claims.asn();
            case FIRST_INDEX -> told.chainBegin().index;
        };
    }

    private static boolean compares(@Nullable Long figure, Comparison comparison, long value) {
        return figure != null
                && switch (comparison) {
                    case LESS -> figure < value;
                    case EQUAL -> figure == value;
                    case GREATER -> figure > value;
                };
    }
}
