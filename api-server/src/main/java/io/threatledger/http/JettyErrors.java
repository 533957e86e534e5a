package io.threatledger.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before a route is looked for (bad escapes, too long headers, no Host), in the family's own words. */
final class JettyErrors extends ErrorHandler {
    private final ProblemStyles styles;
    private final RequestId ids;

    JettyErrors(ProblemStyles styles, RequestId ids) {
        this.styles = styles;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object status = request.getAttribute(ERROR_STATUS);
        Problem problem = Failures.ofStatus(status instanceof Integer code ? code : response.getStatus());
        ProblemStyle style = styles.of(path(request));
        ProblemStyle.Rendered answer = style.render(
                problem,
                String.valueOf(request.getMethod()),
                path(request),
                request.getHeaders().get(HttpHeader.ACCEPT));
        response.setStatus(problem.status());
        if (!response.getHeaders().contains(RequestId.HEADER)) {
            response.getHeaders()
                    .put(new HttpField(
                            RequestId.HEADER, ids.choose(request.getHeaders().get(RequestId.HEADER))));
        }
        style.headersOfUnread(Request.getRemoteAddr(request)).forEach((name, value) -> {
            if (!response.getHeaders().contains(name)) {
                response.getHeaders().put(name, value);
            }
        });
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        boolean isHead = "HEAD".equals(request.getMethod());
        response.write(true, isHead ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    /** A request whose target could not be parsed has none. */
    private static String path(Request request) {
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }
}
