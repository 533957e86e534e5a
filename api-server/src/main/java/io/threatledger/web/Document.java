package io.threatledger.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something to send as it stands, with a tag that changes when it does (RFC 9110, section 8.8.3).
 *
 * @param fresh how long a cache may keep it unasked
 */
record Document(String contentType, String content, String etag, Duration fresh) {
    /** Our own style and icon, and nothing else: no script, no frame, no form. */
    static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int ETAG_CHARACTERS = 16;
    private static final int NOT_MODIFIED = 304;

    static Document of(String contentType, String content, Duration fresh) {
        return new Document(contentType, content, '"' + hash(content).substring(0, ETAG_CHARACTERS) + '"', fresh);
    }

    static Document page(Html page, Duration fresh) {
        return of("text/html; charset=utf-8", page.markup(), fresh);
    }

    /** To stand in an address that links to this, so that a page never meets the style of another version. */
    String version() {
        return etag.substring(1, etag.length() - 1);
    }

    void send(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=" + fresh.toSeconds());
        ctx.header("ETag", etag);
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.contentType(contentType);
        if (isHeld(ctx.header("If-None-Match"))) {
            ctx.status(NOT_MODIFIED);
        } else {
            ctx.result(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String hash(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private boolean isHeld(@Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }
}
