package io.threatledger.auth;

import io.javalin.http.Context;
import io.threatledger.http.Problem;
import io.threatledger.http.RequestTarget;
import io.threatledger.http.Sources;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests that are signed with the secret of an access id: {@code Authorization: TC <access id>:<signature>} and
 * {@code Timestamp}, where the signature is the base64 of HMAC-SHA256 over {@code <request target>:<method>:<timestamp>},
 * the target exactly as it was received. The body is not signed, and a second holds many requests: who must tell a repeat
 * looks at the body too.
 */
public final class SignedRequests {
    /** How far a request's clock may be from ours, either way. */
    public static final int TOLERANCE_SECONDS = 300;

    private static final Pattern AUTHORIZATION =
            Pattern.compile("TC ([!-9;-~]{1,128}):([A-Za-z0-9+/]{43}=)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIMESTAMP = Pattern.compile("-?[0-9]{1,15}");
    private static final String HMAC = "HmacSHA256";

    /** Clients that read their clock once for the signature and once for the header differ by as much. */
    private static final List<Integer> SECONDS_OFF = List.of(0, -1, 1);

    private final Accounts accounts;
    private final Limits limits;
    private final Sources sources;
    private final InstantSource clock;

    public SignedRequests(Accounts accounts, Limits limits, Sources sources, InstantSource clock) {
        this.accounts = accounts;
        this.limits = limits;
        this.sources = sources;
        this.clock = clock;
    }

    /** Who signed a request, and the signature as it was sent. */
    public record Signed(Caller caller, String signature) {}

    /** Who signed this request; charges their quota. 403 when nobody did, or not so that it can be believed. */
    public Signed require(Context ctx) {
        if (!sources.isConfidential(ctx)) {
            throw Problem.forbidden("This API answers over HTTPS only: ask through the proxy that ends TLS");
        }
        Matcher header = AUTHORIZATION.matcher(
                Optional.ofNullable(ctx.header("Authorization")).orElse("").strip());
        if (!header.matches()) {
            throw denied();
        }
        AccessSecret access = accounts.accessId(header.group(1)).orElseThrow(SignedRequests::denied);
        long timestamp = timestamp(ctx);
        if (!isSignature(header.group(2), access.secret(), ctx, timestamp)) {
            throw Problem.forbidden("Signature data did not match expected result");
        }
        Caller caller = caller(access.credential());
        limits.charge(ctx, Optional.of(caller));
        return new Signed(caller, header.group(2));
    }

    private long timestamp(Context ctx) {
        String text = ctx.header("Timestamp");
        if (text == null || !TIMESTAMP.matcher(text.strip()).matches()) {
            throw Problem.forbidden("Invalid timestamp");
        }
        long seconds = Long.parseLong(text.strip());
        if (Math.abs(seconds - clock.instant().getEpochSecond()) > TOLERANCE_SECONDS) {
            throw Problem.forbidden("Timestamp out of acceptable time range");
        }
        return seconds;
    }

    /** Every form is tried, whichever fits: how long it takes tells nothing. */
    private static boolean isSignature(String signature, String secret, Context ctx, long timestamp) {
        String target = RequestTarget.of(ctx);
        // One client library signs a query of "null" where it sends none.
        List<String> targets = target.indexOf('?') < 0 ? List.of(target, target + "?null") : List.of(target);
        boolean fits = false;
        for (String signed : targets) {
            for (int off : SECONDS_OFF) {
                String text = signed + ":" + ctx.req().getMethod() + ":" + (timestamp + off);
                fits |= MessageDigest.isEqual(
                        sign(secret, text).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return fits;
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static Caller caller(Credential credential) {
        return switch (credential) {
            case Credential.Known known -> known.caller();
            case Credential.NoPlan gone -> throw Access.planGone(gone);
            case Credential.None none -> throw denied();
            case Credential.Unknown unknown -> throw denied();
            case Credential.Revoked revoked -> throw denied();
        };
    }

    private static Problem denied() {
        return Problem.forbidden("Access Denied");
    }
}
