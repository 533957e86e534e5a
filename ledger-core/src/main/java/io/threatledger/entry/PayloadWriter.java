package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the payload of an entry: members in the order of {@link Member}, no white space, only quote and backslash escaped, all else
 * as UTF-8. Written by hand, since these bytes are signed and hashed: no library's release may change them.
 */
final class PayloadWriter {

    private static final int FIRST_BYTES = 768;

    /** Of one UTF-16 unit: three bytes of UTF-8, or an escape and one byte. */
    private static final int CHARACTER_BYTES_MAX = 3;

    private byte[] buf = new byte[FIRST_BYTES];
    private int length;

    private PayloadWriter() {}

    /** @param sdDigests empty: the entry has no restricted claims */
    static byte[] write(Entry entry, List<String> sdDigests) {
        PayloadWriter out = new PayloadWriter();
        out.text(Member.ISS, entry.issuer());
        out.number(Member.IAT, entry.issuedAtSeconds());
        out.text(Member.JTI, entry.jti());
        out.text(Member.TYPE, entry.type().word());
        out.text(Member.OWNER, entry.owner());
        switch (entry.body()) {
            case ThreatAdded added -> out.added(added);
            case ThreatRevoked revoked -> out.revoked(revoked);
        }
        if (!sdDigests.isEmpty()) {
            out.array(Member.SD, sdDigests);
            out.text(Member.SD_ALG, "sha-256");
        }
        out.put('}');
        return Arrays.copyOf(out.buf, out.length);
    }

    private void added(ThreatAdded added) {
        ThreatClaims claims = added.claims();
        text(Member.TARGET, claims.target().text());
        text(Member.SOURCE, claims.source());
        text(Member.CATEGORY, claims.category());
        text(Member.SEVERITY, claims.severity().word());
        text(Member.ACTION, claims.action().word());
        number(Member.RATING, claims.rating() == null ? null : claims.rating().toPlainString());
        number(Member.CONFIDENCE, claims.confidence());
        number(Member.TTL, claims.ttlSeconds());
        array(Member.TAGS, claims.tags());
        text(Member.ASN, claims.asn() == null ? null : "AS" + claims.asn());
        text(Member.ASN_NAME, claims.asnName());
        text(Member.COUNTRY, claims.country());
        text(Member.FLEET, claims.fleet() == null ? null : claims.fleet().word());
        text(
                Member.SUPERSEDES,
                added.supersedes() == null ? null : added.supersedes().value());
    }

    private void revoked(ThreatRevoked revoked) {
        text(Member.THREAT, revoked.threat().value());
        text(Member.REASON, revoked.reason());
    }

    private void text(Member member, @Nullable String value) {
        if (value != null) {
            start(member);
            string(value);
        }
    }

    private void number(Member member, @Nullable Object digits) {
        if (digits != null) {
            start(member);
            raw(digits.toString());
        }
    }

    private void array(Member member, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        start(member);
        char before = '[';
        for (String value : values) {
            put(before);
            string(value);
            before = ',';
        }
        put(']');
    }

    private void start(Member member) {
        byte[] start = member.start();
        reserve(start.length);
        System.arraycopy(start, 0, buf, length, start.length);
        length += start.length;
    }

    private void string(String value) {
        put('"');
        reserve(CHARACTER_BYTES_MAX * value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                utf8(value.substring(i));
                break;
            }
            escaped((byte) c);
        }
        put('"');
    }

    private void utf8(String rest) {
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            escaped(b);
        }
    }

    private void escaped(byte b) {
        if (b == '"' || b == '\\') {
            buf[length++] = '\\';
        }
        buf[length++] = b;
    }

    private void raw(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    private void put(char c) {
        reserve(1);
        buf[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (length + more > buf.length) {
            buf = Arrays.copyOf(buf, Math.max(2 * buf.length, length + more));
        }
    }
}
