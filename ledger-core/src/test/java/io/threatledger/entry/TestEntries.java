package io.threatledger.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Entries of every kind, for properties; and forged ones, to be refused. */
final class TestEntries {

    private TestEntries() {}

    static Arbitrary<Entry> entries() {
        return Arbitraries.oneOf(added(), revoked())
                .flatMap(body -> Combinators.combine(
                                Arbitraries.longs().between(0, Entry.ISSUED_AT_SECONDS_MAX), texts(64))
                        .as((at, owner) -> new Entry(Samples.ORIGIN.value(), at, Samples.JTI, owner, body)));
    }

    /** The entry as anyone can read it from the leaf. */
    static Entry withoutRestricted(Entry entry) {
        EntryBody body = entry.body() instanceof ThreatAdded added
                ? new ThreatAdded(added.claims().withRestricted(RestrictedClaims.NONE), added.supersedes())
                : entry.body();
        return new Entry(entry.issuer(), entry.issuedAtSeconds(), entry.jti(), entry.owner(), body);
    }

    static RestrictedClaims restricted(Entry entry) {
        return entry.body() instanceof ThreatAdded added ? added.claims().restricted() : RestrictedClaims.NONE;
    }

    /** A leaf with any payload at all, rightly signed. */
    static byte[] forge(String payload) {
        return forge(new String(Jws.header(Samples.SIGNER.kid()), StandardCharsets.US_ASCII), payload);
    }

    static byte[] forge(String header, String payload) {
        String signed = encode(header) + "." + encode(payload);
        byte[] signature = Samples.SIGNER.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return (signed + "." + Base64Url.encode(signature)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arbitrary<EntryBody> added() {
        return Combinators.combine(claims(), ids().injectNull(0.5)).as(ThreatAdded::new);
    }

    private static Arbitrary<EntryBody> revoked() {
        return Combinators.combine(ids(), texts(256)).as(ThreatRevoked::new);
    }

    private static Arbitrary<ThreatClaims> claims() {
        Arbitrary<ThreatClaimsBuilder> first = Combinators.combine(
                        targets(),
                        texts(64),
                        texts(64),
                        Arbitraries.of(Severity.class),
                        Arbitraries.of(ThreatAction.class))
                .as((target, source, category, severity, action) -> ThreatClaims.of(target)
                        .source(source)
                        .category(category)
                        .severity(severity)
                        .action(action));
        Arbitrary<ThreatClaimsBuilder> numbers = Combinators.combine(
                        first,
                        Arbitraries.integers()
                                .between(0, 50)
                                .map(tenths -> BigDecimal.valueOf(tenths, 1))
                                .injectNull(0.3),
                        Arbitraries.integers().between(0, 100).injectNull(0.3),
                        Arbitraries.longs()
                                .between(1, ThreatClaims.TTL_SECONDS_MAX)
                                .injectNull(0.3),
                        Arbitraries.longs().between(0, ThreatClaims.ASN_MAX).injectNull(0.3))
                .as((builder, rating, confidence, ttl, asn) -> builder.rating(rating)
                        .confidence(confidence)
                        .ttlSeconds(ttl)
                        .asn(asn));
        return Combinators.combine(
                        numbers,
                        texts(128).list().uniqueElements().ofMaxSize(5),
                        texts(256).injectNull(0.3),
                        Arbitraries.of("DE", "US", "ZZ").injectNull(0.3),
                        Arbitraries.of(Fleet.class).injectNull(0.3),
                        restricted())
                .as((builder, tags, asnName, country, fleet, restricted) -> builder.tags(tags)
                        .asnName(asnName)
                        .country(country)
                        .fleet(fleet)
                        .restricted(restricted)
                        .build());
    }

    private static Arbitrary<RestrictedClaims> restricted() {
        return Combinators.combine(
                        texts(256).injectNull(0.5),
                        Arbitraries.integers().between(0, 65_535).injectNull(0.5),
                        texts(128).injectNull(0.5),
                        texts(128).injectNull(0.5),
                        texts(1_000).injectNull(0.5))
                .as(RestrictedClaims::new);
    }

    private static Arbitrary<Target> targets() {
        return Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofSize(16),
                        Arbitraries.of(4, 16),
                        Arbitraries.integers().between(0, 128))
                .as((bytes, length, prefix) ->
                        Target.of(java.util.Arrays.copyOf(bytes, length), prefix % (length * Byte.SIZE + 1)));
    }

    private static Arbitrary<EntryId> ids() {
        return Arbitraries.strings()
                .withChars("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
                .ofLength(26)
                .map(hash -> new EntryId("TC-" + hash));
    }

    private static Arbitrary<String> texts(int max) {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a0', '\u024f')
                .withChars('"', '\\', '/', '\u2028', '\u65e5', '\u672c')
                .ofMinLength(1)
                .ofMaxLength(max)
                .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    static List<String> without(List<String> list, int index) {
        List<String> rest = new java.util.ArrayList<>(list);
        rest.remove(index);
        return rest;
    }
}
