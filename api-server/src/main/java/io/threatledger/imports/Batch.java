package io.threatledger.imports;

import io.threatledger.client.PublishOptions;
import io.threatledger.client.Report;
import io.threatledger.client.ThreatLedgerClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lines sent as one request: all of them are taken, or none.
 *
 * @param lines in the order of the feed
 */
record Batch(List<FeedLine.Usable> lines) {

    Batch {
        lines = List.copyOf(lines);
    }

    int size() {
        return lines.size();
    }

    List<Report> reports() {
        return lines.stream().map(FeedLine.Usable::report).toList();
    }

    /**
     * Sent so that a repetition within this run is the same request, and so that what is active already is left alone. The
     * key is of the content and the run: a later run asks again, and what was revoked or expired meanwhile is published.
     */
    PublishOptions options(String run) {
        return new PublishOptions("import-" + sha256(run + "\n" + ThreatLedgerClient.body(reports())), true, false);
    }

    Batch without(Set<Integer> positions) {
        return new Batch(IntStream.range(0, size())
                .filter(position -> !positions.contains(position))
                .mapToObj(lines::get)
                .toList());
    }

    Batch firstHalf() {
        return new Batch(lines.subList(0, size() / 2));
    }

    Batch secondHalf() {
        return new Batch(lines.subList(size() / 2, size()));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
