package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.auth.SignedRequests;
import io.threatledger.http.Problem;
import io.threatledger.log.AppendRequest;
import io.threatledger.merkle.Digest;
import io.threatledger.store.IdempotencyRow;

/** Who asks, by the signature of the request. */
final class Signatories {
    private final SignedRequests requests;

    Signatories(SignedRequests requests) {
        this.requests = requests;
    }

    /**
     * The caller. This API shows an owner what it said a moment ago, so it has nothing for a plan that sees the ledger late.
     */
    Caller caller(Context ctx) {
        return signed(ctx).caller();
    }

    /**
     * Makes an exact repetition of a write get the first answer. Neither signature nor time alone tells one: they are the
     * same for all writes of one second to one path, whatever their bodies say.
     */
    AppendRequest.Once once(Context ctx) {
        SignedRequests.Signed signed = signed(ctx);
        Digest body = Digest.sha256(ctx.bodyAsBytes());
        String route = ctx.req().getMethod() + " " + ctx.path();
        return new AppendRequest.Once(
                new IdempotencyRow.Scope(signed.caller().accountId(), route, signed.signature() + " " + body.hex()),
                body);
    }

    private SignedRequests.Signed signed(Context ctx) {
        SignedRequests.Signed known = ctx.attribute(Signatories.class.getName());
        if (known != null) {
            return known;
        }
        SignedRequests.Signed signed = requests.require(ctx);
        if (!signed.caller().plan().delay().isZero()) {
            throw Problem.forbidden("The plan " + signed.caller().plan().label()
                    + " sees the ledger late, and this API shows it as it is: ask for a plan without a delay");
        }
        ctx.attribute(Signatories.class.getName(), signed);
        return signed;
    }
}
