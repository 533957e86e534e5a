package io.threatledger.auth;

import java.time.Duration;
import java.util.Optional;

/**
 * A window over the log: how much of its end is withheld, how far back it goes, what is disclosed, how often one may ask.
 *
 * @param name the word in configuration and accounts
 * @param label the name for people
 * @param quota requests in one {@code window}, by account, for {@code anonymous} by source
 * @param history how far back it sees; empty: all
 * @param delay how long an entry is withheld
 * @param publisherStream whether {@code /api/v1/events} is open to it
 * @param readerStream what {@code /api/events} tells it
 * @param searchMax results of one search
 * @param csvMax rows of one CSV export
 * @param showsRestricted whether restricted claims are disclosed
 */
public record Plan(
        String name,
        String label,
        long quota,
        Window window,
        Optional<Duration> history,
        Duration delay,
        boolean publisherStream,
        ReaderStream readerStream,
        int searchMax,
        int csvMax,
        boolean showsRestricted) {
    /** The plan as its stream tells it: a reduced one discloses nothing restricted, whatever the plan's look-ups do. */
    public Plan streamed() {
        return readerStream == ReaderStream.FULL || !showsRestricted
                ? this
                : new Plan(
                        name,
                        label,
                        quota,
                        window,
                        history,
                        delay,
                        publisherStream,
                        readerStream,
                        searchMax,
                        csvMax,
                        false);
    }

    /** The same plan, withholding so much of the log's end. */
    public Plan withDelay(Duration other) {
        return new Plan(
                name,
                label,
                quota,
                window,
                history,
                other,
                publisherStream,
                readerStream,
                searchMax,
                csvMax,
                showsRestricted);
    }

    /** A fixed UTC window. */
    public enum Window {
        HOUR(3_600),
        DAY(86_400);

        private final long seconds;

        Window(long seconds) {
            this.seconds = seconds;
        }

        public long seconds() {
            return seconds;
        }

        /** First second of the window that holds this one. */
        public long startOf(long epochSecond) {
            return epochSecond - Math.floorMod(epochSecond, seconds);
        }
    }

    /** How much the readers' stream tells. Every event is told either way. */
    public enum ReaderStream {
        /** Records without their restricted members. */
        REDUCED,
        /** Records as the plan's look-ups have them. */
        FULL
    }
}
