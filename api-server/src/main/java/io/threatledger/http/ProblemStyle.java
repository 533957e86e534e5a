package io.threatledger.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one API family words a {@link Problem}. Chosen by the longest path prefix; see {@link ProblemStyles}. */
@FunctionalInterface
public interface ProblemStyle {
    /** {@code {"detail":"…"}}: v1, and every path that no family claims. */
    ProblemStyle DETAIL = (problem, method, path, accept) ->
            new Rendered("application/json", Json.bytes(Map.of("detail", problem.detail())));

    /**
     * Words the problem.
     *
     * @param method as received
     * @param path as received, undecoded, without the query
     * @param accept the request's {@code Accept}, null when it has none or could not be read
     */
    Rendered render(Problem problem, String method, String path, @Nullable String accept);

    /**
     * Headers of the family that stand even on the answer to a request which no filter has seen, because it could not be
     * read so far.
     *
     * @param peer the address it came from
     */
    default Map<String, String> headersOfUnread(String peer) {
        return Map.of();
    }

    /** A body with its type. */
    final class Rendered {
        private final String contentType;
        private final byte[] body;

        public Rendered(String contentType, byte[] body) {
            this.contentType = contentType;
            this.body = body;
        }

        public String contentType() {
            return contentType;
        }

        /** The array itself: do not write to it. */
        public byte[] body() {
            return body;
        }
    }
}
