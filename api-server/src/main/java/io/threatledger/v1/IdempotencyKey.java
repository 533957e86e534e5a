package io.threatledger.v1;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Problem;
import io.threatledger.log.AppendRequest;
import io.threatledger.merkle.Digest;
import io.threatledger.store.IdempotencyRow;
import org.jspecify.annotations.Nullable;

/** The header by which a client makes a repeat of a publish get the first answer. */
final class IdempotencyKey {
    /** Characters of an {@code Idempotency-Key}. */
    static final int CHARACTERS_MAX = 255;

    private IdempotencyKey() {}

    /** Null without the header. */
    static AppendRequest.@Nullable Once of(Context ctx, Caller caller) {
        String key = ctx.header("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isEmpty() || key.length() > CHARACTERS_MAX || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Problem.invalid("Idempotency-Key: " + InvalidField.shown(key) + " (wanted: 1 to " + CHARACTERS_MAX
                    + " visible ASCII characters)");
        }
        String route = ctx.req().getMethod() + " " + ctx.path();
        return new AppendRequest.Once(
                new IdempotencyRow.Scope(caller.accountId(), route, key), Digest.sha256(ctx.bodyAsBytes()));
    }

    /** When the same key comes with another body. */
    static Problem reused() {
        return Problem.invalid("Idempotency-Key: used with another body in the last 24 hours"
                + " (wanted: a new key, or the same body)");
    }
}
