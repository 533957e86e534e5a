package io.threatledger.bench;

import io.threatledger.bench.Figure.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The readers' table of all records, up to the 100,000 that the plan of the publisher has, and what writing it takes of memory. */
final class Tables {
    private static final long ROWS_MAX = 100_000;
    private static final int PIECE_BYTES = 65_536;
    private static final int OK = 200;

    private final Node node;

    Tables(Node node) {
        this.node = node;
    }

    /** @param rows without the line of names */
    record Table(int status, long rows, long bytes, double seconds, long wantedRows) {
        double rowsPerSecond() {
            return rows / seconds;
        }

        boolean isWhole() {
            return status == OK && rows == wantedRows;
        }
    }

    /** @param times tables one after the other, after one that is not counted: it fills caches and is compiled */
    void measure(int times, Consumer<Figure> out) throws IOException, InterruptedException {
        node.awaitIdle();
        fetch();
        double before = node.server().residentMib();
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            tables.add(fetch());
        }
        double after = node.server().residentMib();
        out.accept(new Figure(
                "table of all records, 100,000 at most",
                Comparison.median(tables, Table::rowsPerSecond),
                "rows/s",
                null,
                null,
                null,
                null,
                tables.stream().filter(table -> !table.isWhole()).count(),
                String.format(
                        java.util.Locale.ROOT,
                        "/api/export.csv, %d times %,d rows, %.1f MB/s",
                        times,
                        tables.getLast().rows(),
                        Comparison.median(tables, table -> table.bytes() / table.seconds() / 1e6))));
        out.accept(Figure.of(
                "memory after these tables",
                after,
                "MiB",
                Wanted.atMost(before * Soak.FLAT),
                String.format(
                        java.util.Locale.ROOT,
                        "resident; %.0f before them and after the first; flat: within 10 %%",
                        before)));
    }

    Table fetch() throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<InputStream> response = node.client()
                .send(
                        node.request("/api/export.csv", Node.PUBLISHER).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        long lines = 0;
        long bytes = 0;
        try (InputStream in = response.body()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                bytes += count;
                for (int i = 0; i < count; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                }
            }
        }
        long matching = response.headers().firstValueAsLong("X-Total-Count").orElse(ROWS_MAX);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Table(response.statusCode(), lines - 1, bytes, seconds, Math.min(matching, ROWS_MAX));
    }
}
