package io.threatledger.v2;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of this node's own pages and records, as the client reached it. */
final class Links {
    private final String base;

    private Links(String base) {
        this.base = base;
    }

    /** @param scheme that the client used */
    static Links of(Context ctx, String scheme) {
        String authority = ctx.req().getServerName() + ":" + ctx.req().getServerPort();
        String host = ctx.header("Host");
        return new Links(scheme + "://" + (host == null ? authority : host));
    }

    /** What everyone together says of it. */
    String target(String text) {
        return base + "/api/threat/" + encoded(text);
    }

    String tag(String name) {
        return base + "/api/search?tag=" + encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
