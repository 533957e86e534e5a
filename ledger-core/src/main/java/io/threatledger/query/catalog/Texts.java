package io.threatledger.query.catalog;

import io.threatledger.entry.ThreatClaims;
import io.threatledger.query.language.Operator;
import io.threatledger.store.CatalogColumn;
import io.threatledger.store.CatalogFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as a catalog has them: folded, and those of an AS as its number. */
final class Texts {
    private static final String AS = "as";
    private static final Pattern BEGINS_AS_NUMBER = Pattern.compile(AS + "([1-9]\\d*)\\*");

    private Texts() {}

    static CatalogFilter exactly(CatalogColumn column, Operator operator, String text) {
        if (operator == Operator.CONTAINS) {
            return new CatalogFilter.Contains(column, text);
        }
        return column == CatalogColumn.ASN
                ? new CatalogFilter.Numbers(column, List.of(Long.parseLong(text.substring(AS.length()))))
                : new CatalogFilter.Texts(column, List.of(text));
    }

    static CatalogFilter like(CatalogColumn column, String pattern) {
        Matcher number = BEGINS_AS_NUMBER.matcher(pattern);
        return column == CatalogColumn.ASN && number.matches()
                ? beginsWith(number.group(1))
                : new CatalogFilter.Like(column, pattern);
    }

    /** AS numbers that begin with these digits: ranges, which the index finds. */
    private static CatalogFilter beginsWith(String digits) {
        List<CatalogFilter> ranges = new ArrayList<>();
        long max = Long.toString(ThreatClaims.ASN_MAX).length();
        if (digits.length() > max) {
            return new CatalogFilter.Like(CatalogColumn.ASN, AS + digits + "*");
        }
        long least = Long.parseLong(digits);
        long size = 1;
        for (int length = digits.length(); length <= max; length++) {
            ranges.add(new CatalogFilter.Between(CatalogColumn.ASN, least, least + size - 1));
            least *= 10;
            size *= 10;
        }
        return new CatalogFilter.Or(ranges);
    }
}
