package io.threatledger.cli;

import io.threatledger.client.Pause;
import io.threatledger.client.Retries;
import java.time.Duration;
import java.util.Locale;

/** The patience of commands that send one request. */
final class Waiting {
    static final int COMMAND_SECONDS_MAX = 10;

    private Waiting() {}

    /** Says on {@code err} what is waited for. */
    static Retries aloud(Surroundings around) {
        return new Retries(
                Duration.ofSeconds(COMMAND_SECONDS_MAX),
                Pause.SLEEP,
                (pause, why) -> around.err()
                        .println("%s; trying again in %s"
                                .formatted(Printing.oneLine(String.valueOf(why.getMessage())), shown(pause))));
    }

    static String shown(Duration pause) {
        return pause.toMillis() < 1_000
                ? pause.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", pause.toMillis() / 1_000.0);
    }
}
