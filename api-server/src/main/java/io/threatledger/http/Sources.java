package io.threatledger.http;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request comes from: the peer, or, when the peer is a configured proxy, the rightmost address of the one
 * configured header that is not a proxy. What stands further left anyone can write. An IPv6 source is its /64, which is
 * what one subscriber has.
 */
public final class Sources {
    public static final String HEADER_DEFAULT = "X-Forwarded-For";

    private static final String HTTPS = "https";
    private static final String SCHEME_HEADER = "X-Forwarded-Proto";
    private static final List<Target> LOOPBACK = List.of(Target.parse("127.0.0.0/8"), Target.parse("::1"));
    private static final int IPV6_SOURCE_BITS = 64;
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::\\d{1,5})?");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");
    private static final String ATTRIBUTE = Sources.class.getName();

    private final List<Target> proxies;
    private final String header;

    /**
     * The rule of one node.
     *
     * @param proxies addresses and networks of proxies that may be believed; empty: nobody is
     * @param header the header in which they add the address they were asked from
     */
    public Sources(List<Target> proxies, String header) {
        this.proxies = List.copyOf(proxies);
        this.header = header;
    }

    /** Nobody is believed: the source is the peer. */
    public static Sources peers() {
        return new Sources(List.of(), HEADER_DEFAULT);
    }

    /** The source of this request. */
    public Target of(Context ctx) {
        Target known = ctx.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        Target found = wide(address(ctx));
        ctx.attribute(ATTRIBUTE, found);
        return found;
    }

    /** The source of a request that could not be read: nobody is believed, it is the peer. */
    public Target ofUnread(String peer) {
        return wide(parse(peer).orElseThrow(() -> new IllegalStateException("no peer address")));
    }

    /**
     * Whether nobody between here and the source could read along: the source is this machine, or the proxy next to us
     * says that it was asked over TLS. One that says it was not, and not by whom, stands for somebody else.
     */
    public boolean isConfidential(Context ctx) {
        boolean isForUnknown = isProxy(peer(ctx))
                && !rightToLeft(ctx, SCHEME_HEADER).isEmpty()
                && rightToLeft(ctx, header).isEmpty();
        return scheme(ctx).equals(HTTPS)
                || (!isForUnknown && LOOPBACK.stream().anyMatch(loopback -> loopback.covers(address(ctx))));
    }

    /** {@code https} or {@code http}, as the client asked: a proxy next to us is believed, others are not. */
    public String scheme(Context ctx) {
        List<String> schemes = isProxy(peer(ctx)) ? rightToLeft(ctx, SCHEME_HEADER) : List.of();
        boolean isHttps = schemes.isEmpty()
                ? ctx.req().isSecure()
                : schemes.getFirst().strip().equalsIgnoreCase(HTTPS);
        return isHttps ? HTTPS : "http";
    }

    private static Target peer(Context ctx) {
        return parse(ctx.req().getRemoteAddr()).orElseThrow(() -> new IllegalStateException("no peer address"));
    }

    private Target address(Context ctx) {
        Target peer = peer(ctx);
        if (!isProxy(peer)) {
            return peer;
        }
        Target nearest = peer;
        for (String text : rightToLeft(ctx, header)) {
            Optional<Target> hop = parse(text);
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop.get();
            if (!isProxy(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isProxy(Target address) {
        return proxies.stream().anyMatch(proxy -> proxy.covers(address));
    }

    /** A header that stands several times is one list (RFC 9110, section 5.3). */
    private static List<String> rightToLeft(Context ctx, String header) {
        List<String> hops = new ArrayList<>();
        Collections.list(ctx.req().getHeaders(header)).forEach(line -> hops.addAll(List.of(line.split(",", -1))));
        Collections.reverse(hops);
        return hops;
    }

    private static Optional<Target> parse(String text) {
        String bare = text.strip();
        Matcher bracketed = BRACKETED.matcher(bare);
        Matcher ported = IPV4_WITH_PORT.matcher(bare);
        if (bracketed.matches()) {
            bare = bracketed.group(1);
        } else if (ported.matches()) {
            bare = ported.group(1);
        }
        int zone = bare.indexOf('%');
        try {
            Target target = Target.parse(zone < 0 ? bare : bare.substring(0, zone));
            return target.isNetwork() ? Optional.empty() : Optional.of(target);
        } catch (InvalidField notAnAddress) {
            return Optional.empty();
        }
    }

    private static Target wide(Target address) {
        return address.isIpv4() ? address : address.withPrefix(IPV6_SOURCE_BITS);
    }
}
