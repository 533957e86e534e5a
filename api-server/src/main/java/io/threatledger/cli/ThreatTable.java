package io.threatledger.cli;

import io.threatledger.client.Envelope;
import java.util.ArrayList;
import java.util.List;

/** Entries as a table that people read. */
final class ThreatTable {
    private static final List<String> HEADER =
            List.of("ID", "TARGET", "SEVERITY", "ACTION", "CATEGORY", "SOURCE", "STATUS", "ANCHOR", "EXPIRES");

    private ThreatTable() {}

    /** One line an entry, under a header; no line for no entries. */
    static List<String> lines(List<Envelope> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        entries.forEach(entry -> rows.add(row(entry)));
        return Table.lines(rows);
    }

    /** What the chain has of it, in words. */
    static String anchorTold(Envelope entry) {
        return entry.anchorTransaction()
                .map(transaction -> entry.anchorStatus() + " in transaction " + transaction)
                .orElse("not anchored yet: the node anchors it when the chain takes it");
    }

    private static List<String> row(Envelope entry) {
        return List.of(
                entry.id(),
                shown(entry, "target", "-"),
                shown(entry, "severity", "-"),
                shown(entry, "action", "-"),
                shown(entry, "category", "-"),
                shown(entry, "source", "-"),
                entry.status(),
                entry.anchorStatus(),
                shown(entry, "expires_at", "never"));
    }

    private static String shown(Envelope entry, String claim, String otherwise) {
        return entry.claim(claim).orElse(otherwise);
    }
}
