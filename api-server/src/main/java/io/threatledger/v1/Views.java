package io.threatledger.v1;

import io.threatledger.auth.Caller;
import io.threatledger.query.Moment;
import io.threatledger.query.Published;
import java.time.InstantSource;

/**
 * What a caller sees of the ledger: all that is appended, or, under a plan with a delay, what was published so long ago,
 * as it stood then.
 */
final class Views {
    private final Published published;
    private final InstantSource clock;

    Views(Published published, InstantSource clock) {
        this.published = published;
        this.clock = clock;
    }

    Moment of(Caller caller) {
        return caller.plan().delay().isZero()
                ? newest()
                : published.moment(caller.plan().delay());
    }

    /** The whole: for who wrote it, and for those who may end it. */
    Moment newest() {
        return Moment.newest(clock.instant().getEpochSecond());
    }
}
