package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the payload of an entry: members in the order of the format, no white space, only quote and backslash escaped, all else as
 * UTF-8. Written by hand, since these bytes are signed and hashed: no library's release may change them.
 */
final class PayloadWriter {

    private static final int FIRST_BYTES = 768;

    private byte[] buf = new byte[FIRST_BYTES];
    private int length;

    private PayloadWriter() {}

    /** @param sdDigests empty: the entry has no restricted claims */
    static byte[] write(Entry entry, List<String> sdDigests) {
        PayloadWriter out = new PayloadWriter();
        out.text("iss", entry.issuer());
        out.number("iat", Long.toString(entry.issuedAtSeconds()));
        out.text("jti", entry.jti());
        out.text("type", entry.type().word());
        out.text("owner", entry.owner());
        switch (entry.body()) {
            case ThreatAdded added -> out.added(added);
            case ThreatRevoked revoked -> out.revoked(revoked);
        }
        if (!sdDigests.isEmpty()) {
            out.array("_sd", sdDigests);
            out.text("_sd_alg", "sha-256");
        }
        out.put('}');
        return Arrays.copyOf(out.buf, out.length);
    }

    private void added(ThreatAdded added) {
        ThreatClaims claims = added.claims();
        text("target", claims.target().text());
        text("source", claims.source());
        text("category", claims.category());
        text("severity", claims.severity().word());
        text("action", claims.action().word());
        number("rating", claims.rating() == null ? null : claims.rating().toPlainString());
        number(
                "confidence",
                claims.confidence() == null ? null : claims.confidence().toString());
        number("ttl", claims.ttlSeconds() == null ? null : claims.ttlSeconds().toString());
        array("tags", claims.tags());
        text("asn", claims.asn() == null ? null : "AS" + claims.asn());
        text("asn_name", claims.asnName());
        text("country", claims.country());
        text("fleet", claims.fleet() == null ? null : claims.fleet().word());
        text(
                "supersedes",
                added.supersedes() == null ? null : added.supersedes().value());
    }

    private void revoked(ThreatRevoked revoked) {
        text("threat", revoked.threat().value());
        text("reason", revoked.reason());
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
    }

    private void number(String name, @Nullable String digits) {
        if (digits != null) {
            name(name);
            raw(digits);
        }
    }

    private void array(String name, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        name(name);
        char before = '[';
        for (String value : values) {
            put(before);
            string(value);
            before = ',';
        }
        put(']');
    }

    private void name(String name) {
        put(length == 0 ? '{' : ',');
        put('"');
        raw(name);
        put('"');
        put(':');
    }

    private void string(String value) {
        put('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                utf8(value.substring(i));
                break;
            }
            if (c == '"' || c == '\\') {
                put('\\');
            }
            put(c);
        }
        put('"');
    }

    private void utf8(String rest) {
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                put('\\');
            }
            put((char) (b & 0xff));
        }
    }

    private void raw(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    private void put(char c) {
        if (length == buf.length) {
            buf = Arrays.copyOf(buf, 2 * length);
        }
        buf[length++] = (byte) c;
    }
}
