package io.threatledger.tlog;

import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Plan;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Published;
import java.util.Optional;

/** How much of the log a reader sees: the newest published size that is as old as its plan asks. */
public final class LogView {
    private final Access access;
    private final Published published;

    public LogView(Access access, Published published) {
        this.access = access;
        this.published = published;
    }

    /** The newest published size that the plan may see. */
    public TreeSize of(Plan plan) {
        return published.withheld(plan.delay());
    }

    /** The same for who asks, outside quotas. A key that is not good is 401, and not taken for none. */
    public TreeSize of(Context ctx) {
        return of(access.plan(access.unmetered(ctx)));
    }

    /** The newest published size that everyone may see: what lies within may be kept by any cache. */
    public TreeSize anonymous() {
        return of(access.plan(Optional.empty()));
    }
}
