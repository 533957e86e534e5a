package io.threatledger.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends again what may be sent again, until it is answered or patience is over.
 *
 * @param patience how long all pauses of one request may be together
 * @param pause how to wait
 * @param listener told of each pause before it begins; called on the thread that asks
 */
public record Retries(Duration patience, Pause pause, Listener listener) {
    static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Told of each pause: how long, and why. */
    @FunctionalInterface
    public interface Listener {
        void waiting(Duration pause, ClientException why);
    }

    /** Never sends again. */
    public static Retries none() {
        return new Retries(Duration.ZERO, Pause.SLEEP, (pause, why) -> {});
    }

    /**
     * Asks until there is an answer.
     *
     * @throws ClientException the last failure, when waiting does not help or would be longer than patience
     */
    public <T> T ask(Supplier<T> request) {
        Duration left = patience;
        Duration backoff = FIRST_PAUSE;
        while (true) {
            try {
                return request.get();
            } catch (ClientException failure) {
                Duration next = pauseAfter(failure, backoff).orElseThrow(() -> failure);
                if (next.compareTo(left) > 0) {
                    throw failure;
                }
                listener.waiting(next, failure);
                sleep(next, failure);
                left = left.minus(next);
                backoff = doubled(backoff);
            }
        }
    }

    /** Empty when sending again would not help. */
    private static Optional<Duration> pauseAfter(ClientException failure, Duration backoff) {
        return switch (failure) {
            case ClientException.Unreachable _u -> Optional.of(backoff);
            case ClientException.Later later -> Optional.of(later.retryAfter().orElse(backoff));
            case ClientException.NotAllowed _n -> Optional.empty();
            case ClientException.NotFound _n -> Optional.empty();
            case ClientException.Refused _r -> Optional.empty();
            case ClientException.Unexpected _u -> Optional.empty();
        };
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private void sleep(Duration duration, ClientException why) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
