package io.threatledger.http;

import io.javalin.http.Context;

/** A request's target (RFC 9112, section 3.2) in origin form, exactly as it was received: nothing decoded or reordered. */
public final class RequestTarget {
    private RequestTarget() {}

    /** The path, and the query with its question mark where there is one. */
    public static String of(Context ctx) {
        String query = ctx.req().getQueryString();
        return ctx.req().getRequestURI() + (query == null ? "" : "?" + query);
    }
}
