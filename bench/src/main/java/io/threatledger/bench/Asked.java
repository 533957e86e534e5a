package io.threatledger.bench;

import io.threatledger.bench.Wrk.Requests;
import java.nio.file.Path;

/** What a node is asked for by wrk. */
record Asked(Node node, Path sample) {
    Requests lookUp() {
        return new Requests("v1", node.url(), node.named(Node.PUBLISHER), sample, "");
    }

    Requests lookUpByReaders() {
        return new Requests("intel", node.url(), node.named(Node.READER), sample, "");
    }

    /** @param prefer how long the answer waits */
    Requests publish(String prefer) {
        return new Requests("post", node.url() + Node.THREATS, node.named(Node.PUBLISHER), sample, prefer);
    }

    Requests proof() {
        return new Requests("proof", node.url(), node.named(Node.PUBLISHER), sample, "");
    }

    Requests list(int threats) {
        return new Requests(
                "get", node.url() + Node.THREATS + "?count=" + threats, node.named(Node.PUBLISHER), sample, "");
    }
}
