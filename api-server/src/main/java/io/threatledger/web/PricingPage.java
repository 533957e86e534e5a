package io.threatledger.web;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The plans of this node, for people. */
final class PricingPage {
    /** After the one with the plan's name. */
    private static final List<String> COLUMNS = List.of(
            "Requests",
            "History",
            "Delay",
            "Results per search",
            "Rows per CSV",
            "Fingerprints and sensors",
            "Live stream",
            "Publishers' stream");

    private PricingPage() {}

    static Html of(String origin, Plans plans) {
        Html main = Html.template("pricing.html", plans.anonymous().label(), head(), rows(plans), example(plans));
        return Layout.page("Plans", origin, main);
    }

    private static Html head() {
        return Html.join(COLUMNS.stream()
                .map(column -> Html.of("<th role=\"columnheader\" scope=\"col\">%s</th>", column))
                .toList());
    }

    private static Html rows(Plans plans) {
        return Html.join(plans.all().stream().map(PricingPage::row).toList());
    }

    private static Html row(Plan plan) {
        Iterator<String> columns = COLUMNS.iterator();
        return Html.of(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">%s <code>%s</code></th>%s</tr>",
                plan.label(),
                plan.name(),
                Html.join(Stream.of(
                                plain(grouped(plan.quota()) + " / " + word(plan.window())),
                                plain(plan.history().map(PricingPage::words).orElse("all")),
                                plain(plan.delay().isZero() ? "none" : words(plan.delay())),
                                plain(grouped(plan.searchMax())),
                                plain(grouped(plan.csvMax())),
                                yesOrNo(plan.showsRestricted(), "shown", "hidden"),
                                plain(word(plan.readerStream())),
                                yesOrNo(plan.publisherStream(), "yes", "no"))
                        .map(value -> Html.of("<td role=\"cell\" data-column=\"%s\">%s</td>", columns.next(), value))
                        .toList()));
    }

    private static Html plain(String value) {
        return Html.of("%s", value);
    }

    private static Html yesOrNo(boolean isSo, String yes, String no) {
        return isSo ? Html.of("<span class=\"on\">%s</span>", yes) : Html.of("<span class=\"off\">%s</span>", no);
    }

    private static String example(Plans plans) {
        return plans.all().stream()
                .map(Plan::name)
                .filter(name -> !name.equals(Plans.ANONYMOUS))
                .findFirst()
                .orElse("NAME");
    }

    private static String words(Duration time) {
        long minutes = time.toMinutes();
        if (minutes % Duration.ofDays(1).toMinutes() == 0) {
            return count(time.toDays(), "day");
        }
        return minutes > 60 && minutes % 60 == 0 ? count(time.toHours(), "hour") : count(minutes, "minute");
    }

    private static String count(long number, String unit) {
        return grouped(number) + " " + unit + (number == 1 ? "" : "s");
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String grouped(long number) {
        return Html.number(number).markup();
    }
}
