package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.http.Sources;
import io.threatledger.query.exchange.OwnedIndicator;
import io.threatledger.store.OwnerRow;
import java.util.List;

/**
 * Indicators as this API says them.
 *
 * @param hasTags whether with their tags
 * @param hasAdditional whether with what is the same for all that are listed by default
 */
record IndicatorWords(Links links, boolean hasTags, boolean hasAdditional) {

    /** With what the request asks for. */
    static IndicatorWords asked(Context ctx, Sources sources) {
        return new IndicatorWords(
                Links.of(ctx, sources.scheme(ctx)),
                Parameters.includes(ctx, "includeTags", "tags"),
                Parameters.includes(ctx, "includeAdditional", "additional"));
    }

    /** One of a list of all types. */
    Data mixed(OwnedIndicator indicator) {
        return details(
                        head(indicator)
                                .with("ownerName", indicator.owner())
                                .with(
                                        "type",
                                        Branch.of(indicator.claims().target()).type()),
                        indicator)
                .with("summary", indicator.claims().target().text());
    }

    /** One of a list of its type. */
    Data typed(OwnedIndicator indicator) {
        return value(details(head(indicator).with("ownerName", indicator.owner()), indicator), indicator);
    }

    /** One alone. */
    Data single(OwnedIndicator indicator, OwnerRow owner) {
        return value(details(head(indicator).with("owner", owner(owner)), indicator), indicator);
    }

    /** One that was taken back. */
    Data deleted(OwnedIndicator indicator) {
        return new Data()
                .with("ownerName", indicator.owner())
                .with("type", Branch.of(indicator.claims().target()).type())
                .with("dateAdded", Times.text(indicator.addedAtSeconds()))
                .with("summary", indicator.claims().target().text());
    }

    static Data owner(OwnerRow owner) {
        return new Data().with("id", owner.id()).with("name", owner.handle()).with("type", typeOf(owner.kind()));
    }

    Data tag(String name) {
        return new Data().with("name", name).with("webLink", links.tag(name));
    }

    List<Data> tags(OwnedIndicator indicator) {
        return indicator.claims().tags().stream().map(this::tag).toList();
    }

    private static Data head(OwnedIndicator indicator) {
        return new Data().with("id", indicator.number());
    }

    private static Data value(Data data, OwnedIndicator indicator) {
        return data.with(
                Branch.of(indicator.claims().target()).key(),
                indicator.claims().target().text());
    }

    private Data details(Data data, OwnedIndicator indicator) {
        data.with("dateAdded", Times.text(indicator.addedAtSeconds()))
                .with("lastModified", Times.text(indicator.modifiedAtSeconds()))
                .with("rating", indicator.claims().ratingOrSeverity())
                .with("confidence", indicator.claims().confidence())
                .with("webLink", links.target(indicator.claims().target().text()));
        if (hasAdditional) {
            data.with("privateFlag", false).with("active", indicator.isActive()).with("activeLocked", false);
        }
        return hasTags ? data.with("tag", tags(indicator)) : data;
    }

    /** The word for its kind: the first letter is a capital. */
    private static String typeOf(OwnerRow.Kind kind) {
        String word = kind.word();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
