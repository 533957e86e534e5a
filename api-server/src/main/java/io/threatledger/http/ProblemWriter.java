package io.threatledger.http;

import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.threatledger.log.OutcomeUnknown;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a request that failed: by the answer that {@link Failures} gives it, or by closing the connection. */
final class ProblemWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);

    private final ProblemStyles styles;

    ProblemWriter(ProblemStyles styles) {
        this.styles = styles;
    }

    void write(Throwable failure, Context ctx) {
        if (failure instanceof OutcomeUnknown || ctx.res().isCommitted()) {
            abort(failure, ctx);
            return;
        }
        Problem problem = Failures.problemOf(failure);
        if (Failures.isOurs(failure)) {
            LOG.error("request {} {} {} failed", RequestId.of(ctx), ctx.req().getMethod(), path(ctx), failure);
        }
        ctx.res().resetBuffer();
        ctx.status(problem.status());
        if (problem.retryAfterSeconds() != null) {
            ctx.header("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        if (failure instanceof MethodNotAllowedResponse wrongMethod) {
            wrongMethod.getDetails().values().forEach(methods -> ctx.header("Allow", methods));
        }
        ProblemStyle.Rendered answer =
                styles.of(path(ctx)).render(problem, ctx.req().getMethod(), path(ctx), ctx.header("Accept"));
        ctx.header("Cache-Control", "no-store")
                .contentType(answer.contentType())
                .result(answer.body());
    }

    /**
     * Neither a complete answer nor a wrong one: after the first bytes are out, an error page would be glued to them and
     * the whole would look finished (HTTP/1.1 clients see a cut transfer, HTTP/2 clients a reset stream).
     */
    private static void abort(Throwable failure, Context ctx) {
        LOG.warn(
                "request {} {} {} is cut off: {}",
                RequestId.of(ctx),
                ctx.req().getMethod(),
                path(ctx),
                failure.toString());
        ServletRequest request = ctx.req();
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        ServletContextRequest jetty = ServletContextRequest.getServletContextRequest(request);
        jetty.getServletChannel().abort(failure);
        if (jetty.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            jetty.getConnectionMetaData().getConnection().getEndPoint().close();
        }
    }

    /** As received and without the query, which may hold a key. */
    private static String path(Context ctx) {
        return ctx.req().getRequestURI();
    }
}
