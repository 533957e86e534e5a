package io.threatledger.tlog;

import io.javalin.http.Context;
import io.threatledger.merkle.TreeSize;

/** How much of the log a reader sees. */
public interface LogView {
    /** The newest published size that this request may see. */
    TreeSize of(Context ctx);

    /** The newest published size that everyone may see: what lies within may be kept by any cache. */
    TreeSize anonymous();
}
