package io.threatledger.publishing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long a publisher waits for the anchor (RFC 7240, {@code wait} and {@code respond-async}). A preference that is not
 * understood is ignored, as the RFC has it.
 *
 * @param atMost for the anchor, from the request's arrival
 * @param inQueue how long the request may stand before the sequencer: as long as it waits, and not less than it takes to
 *     be appended, which {@code respond-async} does wait for
 */
record Wait(Duration atMost, Duration inQueue) {
    /** Without a preference, seconds. */
    static final int WAIT_SECONDS_DEFAULT = 10;

    /** Longer ones are cut to it, seconds. */
    static final int WAIT_SECONDS_MAX = 60;

    /** Patience in the queue with a wait shorter than it, seconds. */
    private static final int QUEUE_SECONDS_MIN = 1;

    private static final String WAIT = "wait=";

    /**
     * @param headers every {@code Prefer} header; of several waits the first counts, and a wait counts more than
     *     {@code respond-async}
     */
    static Wait of(List<String> headers) {
        List<String> preferences = headers.stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(preference ->
                        preference.split(";", 2)[0].replaceAll("\\s|\"", "").toLowerCase(Locale.ROOT))
                .toList();
        return preferences.stream()
                .filter(preference -> preference.matches("wait=[0-9]{1,9}"))
                .map(preference -> Integer.parseInt(preference.substring(WAIT.length())))
                .findFirst()
                .map(seconds -> of(Math.min(seconds, WAIT_SECONDS_MAX), QUEUE_SECONDS_MIN))
                .orElseGet(() ->
                        of(preferences.contains("respond-async") ? 0 : WAIT_SECONDS_DEFAULT, WAIT_SECONDS_DEFAULT));
    }

    private static Wait of(int seconds, int queueSecondsMin) {
        return new Wait(Duration.ofSeconds(seconds), Duration.ofSeconds(Math.max(seconds, queueSecondsMin)));
    }
}
