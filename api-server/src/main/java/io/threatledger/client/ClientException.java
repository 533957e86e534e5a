package io.threatledger.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can go wrong between this client and a node. Messages are for people, and name what to do. */
public abstract sealed class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ClientException(String message) {
        super(message);
    }

    private ClientException(String message, Throwable cause) {
        super(message, cause);
    }

    /** 401 or 403: the node does not let this key do that. */
    public static final class NotAllowed extends ClientException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }

    /** 404. */
    public static final class NotFound extends ClientException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message);
        }
    }

    /** 400, 413, 422 and their kin: the same request will be refused again. */
    public static final class Refused extends ClientException {
        private static final long serialVersionUID = 1L;

        private final transient List<Refusal> refusals;

        Refused(String message, List<Refusal> refusals) {
            super(message);
            this.refusals = List.copyOf(refusals);
        }

        /** The elements of a batch that the node named; empty when it named none. */
        public List<Refusal> refusals() {
            return refusals;
        }
    }

    /** 429, 503, or not there yet: later the same request may be answered. */
    public static final class Later extends ClientException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> retryAfter;

        Later(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /** No answer: no connection, or it broke. Whether the node did what it was asked is not known. */
    public static final class Unreachable extends ClientException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An answer that this client does not understand: another server, or a defect. */
    public static final class Unexpected extends ClientException {
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }

        Unexpected(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
