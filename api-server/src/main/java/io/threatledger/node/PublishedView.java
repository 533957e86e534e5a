package io.threatledger.node;

import io.javalin.http.Context;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.Watermark;
import io.threatledger.tlog.LogView;

/** How much of the log is shown: what is published, to everyone the same. */
final class PublishedView implements LogView {
    private final Watermark published;

    PublishedView(Watermark published) {
        this.published = published;
    }

    @Override
    public TreeSize of(Context ctx) {
        return anonymous();
    }

    @Override
    public TreeSize anonymous() {
        return new TreeSize(published.value());
    }
}
