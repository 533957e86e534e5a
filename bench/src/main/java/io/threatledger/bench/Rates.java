package io.threatledger.bench;

import io.threatledger.bench.Comparison.Pace;
import io.threatledger.bench.Figure.Wanted;
import io.threatledger.bench.Wrk.Load;
import io.threatledger.bench.Wrk.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What wrk measures: look-ups and publishes beside the empty server, proofs and lists by themselves. */
final class Rates {
    private static final int CONNECTIONS = 64;
    private static final int LOOK_UP_CONNECTIONS = 16;
    private static final int LIST_CONNECTIONS = 2;
    private static final int LIST_THREATS = 1_000;
    private static final double LOOK_UP_SHARE = 0.5;
    private static final double PUBLISH_SHARE = 0.4;
    private static final double ANCHORED_SHARE = 0.3;
    private static final double LOOK_UP_P99_MILLIS = 20;
    private static final double PUBLISH_P99_MILLIS = 50;
    private static final double ANCHORED_P99_MILLIS = 250;
    private static final double PROOFS_PER_SECOND = 5_000;

    private final Wrk wrk;
    private final Asked asked;
    private final Comparison comparison;
    private final Requests emptyGet;
    private final Requests emptyPost;
    private final Pace pace;

    /** @param sample addresses that were published, with their ids */
    Rates(Wrk wrk, Node node, Server empty, Path sample, Pace pace) {
        this.wrk = wrk;
        this.asked = new Asked(node, sample);
        this.comparison = new Comparison(wrk, node.server(), empty, pace);
        this.emptyGet = new Requests("get", EmptyServer.url(empty), "", sample, "");
        this.emptyPost = new Requests("post", EmptyServer.url(empty), "", sample, "");
        this.pace = pace;
    }

    Figure lookUp() throws IOException, InterruptedException {
        return comparison.run(
                "look-up of an address, /api/v1/threats?target=",
                asked.lookUp(),
                emptyGet,
                LOOK_UP_CONNECTIONS,
                LOOK_UP_SHARE,
                LOOK_UP_P99_MILLIS);
    }

    Figure lookUpByReaders() throws IOException, InterruptedException {
        return comparison.run(
                "look-up of an address, /api/threat/",
                asked.lookUpByReaders(),
                emptyGet,
                LOOK_UP_CONNECTIONS,
                LOOK_UP_SHARE,
                LOOK_UP_P99_MILLIS);
    }

    Figure publishAppended() throws IOException, InterruptedException {
        return comparison.run(
                "publish, one a request, appended",
                asked.publish(Node.RESPOND_ASYNC),
                emptyPost,
                CONNECTIONS,
                PUBLISH_SHARE,
                PUBLISH_P99_MILLIS);
    }

    Figure publishAnchored() throws IOException, InterruptedException {
        return comparison.run(
                "publish, one a request, anchored",
                asked.publish("wait=30"),
                emptyPost,
                CONNECTIONS,
                ANCHORED_SHARE,
                ANCHORED_P99_MILLIS);
    }

    /** Proofs have a limit of their own and are still served as fast as they come. */
    Figure proofs() throws IOException, InterruptedException {
        wrk.run(asked.proof(), LOOK_UP_CONNECTIONS, pace.warmUpSeconds());
        List<Load> loads = new ArrayList<>();
        for (int round = 0; round < pace.rounds(); round++) {
            loads.add(wrk.run(asked.proof(), LOOK_UP_CONNECTIONS, pace.secondsARound()));
        }
        return new Figure(
                "proof of an entry, verified before it is answered",
                Comparison.median(loads, Load::perSecond),
                "/s",
                null,
                Wanted.atLeast(PROOFS_PER_SECOND),
                Comparison.median(loads, Load::p99Millis),
                null,
                loads.stream().mapToLong(Load::errors).sum(),
                "the signature of each entry is verified, that of the checkpoint once");
    }

    Figure lists() throws IOException, InterruptedException {
        Load load = wrk.run(asked.list(LIST_THREATS), LIST_CONNECTIONS, Math.max(2, pace.secondsARound()));
        return new Figure(
                "list of 1,000",
                load.perSecond() * LIST_THREATS,
                "threats/s",
                null,
                null,
                load.p99Millis(),
                null,
                load.errors(),
                String.format(
                        java.util.Locale.ROOT,
                        "%.0f MB/s of JSON, %d connections",
                        load.bytes() / load.seconds() / 1e6,
                        LIST_CONNECTIONS));
    }
}
