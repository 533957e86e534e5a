package io.threatledger.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of an entry: the members in their order, as {@link PayloadWriter} writes them. Listings read every leaf they
 * show, so this is a cursor over the bytes and no JSON parser. It may read a little more than is ever written: {@link EntryCodec}
 * writes what was read once more and compares the bytes.
 */
final class PayloadReader {

    private static final String ASN_PREFIX = "AS";
    private static final int NUMBER_CHARACTERS_MAX = 19;

    private final byte[] payload;
    private int at;

    private PayloadReader(byte[] payload) {
        this.payload = payload;
    }

    /** What the payload says, and its {@code _sd}. */
    record Payload(Entry entry, List<String> sdDigests) {}

    static Payload read(byte[] payload) {
        try {
            return new PayloadReader(payload).payload();
        } catch (InvalidField e) {
            throw new InvalidEntry("payload: " + e.getMessage(), e);
        }
    }

    private Payload payload() {
        String issuer = required(Member.ISS);
        long issuedAt = issuedAt();
        String jti = required(Member.JTI);
        EntryType type = EntryType.parse(required(Member.TYPE));
        String owner = required(Member.OWNER);
        EntryBody body = type == EntryType.THREAT_ADDED ? added() : revoked();
        Entry entry = new Entry(issuer, issuedAt, jti, owner, body);
        List<String> digests = strings(Member.SD);
        if (!digests.isEmpty()) {
            required(Member.SD_ALG);
        }
        return new Payload(entry, digests);
    }

    private long issuedAt() {
        Long issuedAt = whole(Member.IAT);
        if (issuedAt == null) {
            throw missing(Member.IAT);
        }
        return issuedAt;
    }

    private ThreatAdded added() {
        ThreatClaims claims = claims();
        String supersedes = text(Member.SUPERSEDES);
        return new ThreatAdded(claims, supersedes == null ? null : EntryId.parse(supersedes));
    }

    private ThreatRevoked revoked() {
        return new ThreatRevoked(EntryId.parse(required(Member.THREAT)), required(Member.REASON));
    }

    /** Java evaluates arguments from left to right, which is the order of the members. */
    private ThreatClaims claims() {
        return new ThreatClaims(
                Target.parse(required(Member.TARGET)),
                required(Member.SOURCE),
                required(Member.CATEGORY),
                Severity.parse(required(Member.SEVERITY)),
                ThreatAction.parse(required(Member.ACTION)),
                rating(),
                confidence(),
                whole(Member.TTL),
                strings(Member.TAGS),
                asn(),
                text(Member.ASN_NAME),
                text(Member.COUNTRY),
                fleet(),
                RestrictedClaims.NONE);
    }

    private @Nullable BigDecimal rating() {
        String digits = number(Member.RATING);
        try {
            return digits == null ? null : new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new InvalidEntry("payload: rating " + InvalidField.shown(digits) + " is not a number", e);
        }
    }

    private @Nullable Integer confidence() {
        Long confidence = whole(Member.CONFIDENCE);
        return confidence == null ? null : Math.clamp(confidence, -1, Integer.MAX_VALUE);
    }

    private @Nullable Long asn() {
        String asn = text(Member.ASN);
        if (asn == null) {
            return null;
        }
        try {
            return Long.parseLong(asn, ASN_PREFIX.length(), asn.length(), 10);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new InvalidEntry("payload: asn " + InvalidField.shown(asn) + " (wanted: \"AS64500\")", e);
        }
    }

    private @Nullable Fleet fleet() {
        String fleet = text(Member.FLEET);
        return fleet == null ? null : Fleet.parse(fleet);
    }

    private String required(Member member) {
        String value = text(member);
        if (value == null) {
            throw missing(member);
        }
        return value;
    }

    private @Nullable String text(Member member) {
        return starts(member) ? string(member) : null;
    }

    private @Nullable Long whole(Member member) {
        String digits = number(member);
        try {
            return digits == null ? null : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new InvalidEntry(
                    "payload: " + member.word() + " " + InvalidField.shown(digits) + " is not a whole number", e);
        }
    }

    private @Nullable String number(Member member) {
        if (!starts(member)) {
            return null;
        }
        int start = at;
        while (at < payload.length && payload[at] != ',' && payload[at] != '}') {
            at++;
        }
        if (at - start > NUMBER_CHARACTERS_MAX) {
            throw new InvalidEntry("payload: " + member.word() + " is not a whole number of at most 19 digits");
        }
        return new String(payload, start, at - start, StandardCharsets.ISO_8859_1);
    }

    private List<String> strings(Member member) {
        if (!starts(member)) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        expect('[', member);
        do {
            values.add(string(member));
        } while (next(','));
        expect(']', member);
        return values;
    }

    private String string(Member member) {
        expect('"', member);
        int start = at;
        boolean escaped = false;
        while (at < payload.length && payload[at] != '"') {
            if (payload[at] == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        int end = at;
        expect('"', member);
        String text = new String(payload, start, end - start, StandardCharsets.UTF_8);
        return escaped ? unescaped(text) : text;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            i += text.charAt(i) == '\\' ? 1 : 0;
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    /** Whether the member comes next; if so, the cursor stands on its value. */
    private boolean starts(Member member) {
        byte[] start = member.start();
        int end = at + start.length;
        if (end > payload.length || !Arrays.equals(payload, at, end, start, 0, start.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean next(char c) {
        boolean found = at < payload.length && payload[at] == c;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char c, Member member) {
        if (!next(c)) {
            throw new InvalidEntry("payload: " + member.word() + ": no " + c + " at byte " + at);
        }
    }

    private InvalidEntry missing(Member member) {
        return new InvalidEntry("payload: " + member.word() + " is not at byte " + at + ", where it is wanted");
    }
}
