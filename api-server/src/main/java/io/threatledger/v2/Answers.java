package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.http.Problem;
import io.threatledger.http.ProblemStyle;
import org.jspecify.annotations.Nullable;

/** How this family answers: {@code status} and {@code data}, or {@code status} and {@code message}. */
final class Answers {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final String SUCCESS = "Success";
    private static final String FAILURE = "Failure";

    /** Failures of the family. */
    static ProblemStyle.Rendered failure(Problem problem, String method, String path, @Nullable String accept) {
        Form form = Form.of(accept);
        return new ProblemStyle.Rendered(
                form.contentType(), form.write(Shape.of(method, path), FAILURE, problem.detail(), null));
    }

    private Answers() {}

    static void success(Context ctx, @Nullable Data data) {
        success(ctx, OK, data);
    }

    static void success(Context ctx, int status, @Nullable Data data) {
        Form form = Form.of(ctx.header("Accept"));
        ctx.status(status)
                .header("Cache-Control", "no-store")
                .contentType(form.contentType())
                .result(form.write(Shape.of(ctx.req().getMethod(), ctx.req().getRequestURI()), SUCCESS, null, data));
    }

    /** What a write is answered with: another status while its anchor is not mined. */
    static int status(boolean isAnchored, int done) {
        return isAnchored ? done : ACCEPTED;
    }
}
