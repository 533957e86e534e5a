package io.threatledger.query.catalog;

import io.threatledger.query.language.Characters;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.Value;
import io.threatledger.store.CatalogColumn;
import io.threatledger.store.CatalogFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a query means for rows of a catalog: what {@link io.threatledger.query.language.Matches} says of records. */
final class Compiler {
    private final long nowMillis;

    private Compiler(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** @param nowMillis what ages are counted back from, milliseconds since the epoch */
    static CatalogFilter compile(Expression query, long nowMillis) {
        return new Compiler(nowMillis).filter(query);
    }

    private CatalogFilter filter(Expression expression) {
        return switch (expression) {
            case Expression.And and ->
                new CatalogFilter.And(and.terms().stream().map(this::filter).toList());
            case Expression.Or or ->
                new CatalogFilter.Or(or.terms().stream().map(this::filter).toList());
            case Expression.Not not -> new CatalogFilter.Not(filter(not.term()));
            case Predicate predicate -> predicate(predicate);
        };
    }

    private CatalogFilter predicate(Predicate predicate) {
        boolean opposite = predicate.operator() == Operator.NOT_EQUAL;
        Operator operator = opposite ? Operator.EQUAL : predicate.operator();
        CatalogFilter any = any(predicate.field(), operator, predicate.values());
        return opposite ? new CatalogFilter.Not(any) : any;
    }

    /** Values that are texts or numbers are asked for at once, so that a long list is one look-up each. */
    private CatalogFilter any(Field field, Operator operator, List<Value> values) {
        List<String> texts = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        List<CatalogFilter> all = new ArrayList<>();
        for (Value value : values) {
            CatalogFilter filter = filter(field, operator, value);
            switch (filter) {
                case CatalogFilter.Texts one -> texts.addAll(one.texts());
                case CatalogFilter.Numbers one -> numbers.addAll(one.numbers());
                default -> all.add(filter);
            }
        }
        if (!texts.isEmpty()) {
            all.add(new CatalogFilter.Texts(
                    column(field), texts.stream().distinct().toList()));
        }
        if (!numbers.isEmpty()) {
            all.add(new CatalogFilter.Numbers(
                    column(field), numbers.stream().distinct().toList()));
        }
        return all.size() == 1 ? all.getFirst() : new CatalogFilter.Or(all);
    }

    private CatalogFilter filter(Field field, Operator operator, Value value) {
        CatalogColumn column = column(field);
        return switch (value) {
            case Value.Within within -> new CatalogFilter.Inside(within.target().coveredRange());
            case Value.Like like -> Texts.like(column, Characters.lower(like.pattern()));
            case Value.Exactly exactly -> Texts.exactly(column, operator, Characters.lower(exactly.text()));
            case Value.Amount amount -> Numbers.amount(column, operator, scaled(field, amount.number()));
            case Value.At at -> Numbers.millis(column, operator, at.millis());
            case Value.Ago ago ->
                Numbers.millis(
                        column,
                        field == Field.NOVEL ? Operator.AT_LEAST : Numbers.mirrored(operator),
                        nowMillis - ago.millis());
        };
    }

    private static BigDecimal scaled(Field field, BigDecimal number) {
        return field == Field.CONFIDENCE ? number.movePointRight(2) : number;
    }

    private static CatalogColumn column(Field field) {
        return switch (field) {
            case IP -> CatalogColumn.IP;
            case ID -> CatalogColumn.ID;
            case ASN -> CatalogColumn.ASN;
            case ASN_NAME -> CatalogColumn.ASN_NAME;
            case COUNTRY -> CatalogColumn.COUNTRY;
            case TAG -> CatalogColumn.TAG;
            case FLEET -> CatalogColumn.FLEET;
            case SENSOR -> CatalogColumn.SENSOR;
            case CONFIDENCE -> CatalogColumn.CONFIDENCE;
            case FIRST_SEEN, NOVEL -> CatalogColumn.FIRST_SEEN;
            case LAST_SEEN -> CatalogColumn.LAST_SEEN;
            case JA3 -> CatalogColumn.JA3;
            case JA4 -> CatalogColumn.JA4;
            case PORT -> CatalogColumn.PORT;
            case ACTION -> CatalogColumn.ACTION;
        };
    }
}
