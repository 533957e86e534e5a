package io.threatledger.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The whole log, as a client of tlog-tiles fetches it, and as {@code threatledger audit} mirrors and checks it. */
final class Mirror {
    private static final int AT_ONCE = 4;
    private static final int OK = 200;
    private static final int TILE_WIDTH = 256;
    private static final int TILE_HEIGHT = 8;
    private static final int NAME_DIGITS_BASE = 1_000;

    private final Node node;
    private final Path root;
    private final Path data;

    /** @param data where the mirror is kept while it is made */
    Mirror(Node node, Path root, Path data) {
        this.node = node;
        this.root = root;
        this.data = data;
    }

    void measure(Consumer<Figure> out) throws IOException, InterruptedException {
        node.awaitIdle();
        long size = treeSize();
        out.accept(fetch(size));
        out.accept(audit(size));
    }

    private long treeSize() throws IOException, InterruptedException {
        String checkpoint = new String(read("/log/checkpoint"), StandardCharsets.UTF_8);
        return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElse(""));
    }

    private Figure fetch(long size) throws IOException, InterruptedException {
        List<String> paths = paths(size);
        long bytes = 0;
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> files = new ArrayList<>();
            for (String path : paths) {
                files.add(threads.submit(() -> read(path).length));
            }
            for (Future<Integer> file : files) {
                bytes += file.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return Figure.of(
                "whole log, tiles and bundles",
                size / seconds,
                "entries/s",
                null,
                String.format(
                        java.util.Locale.ROOT,
                        "%,d files, %.0f MB/s, %d connections; tree of %,d",
                        paths.size(),
                        bytes / seconds / 1e6,
                        AT_ONCE,
                        size));
    }

    /** Of the tiles of all levels and the bundles of entries, the unfinished ones included (C2SP tlog-tiles). */
    static List<String> paths(long size) {
        List<String> paths = new ArrayList<>(row("entries", size));
        int level = 0;
        for (long hashes = size; hashes > 0; hashes >>>= TILE_HEIGHT) {
            paths.addAll(row(Integer.toString(level++), hashes));
        }
        return paths;
    }

    private static List<String> row(String level, long hashes) {
        List<String> paths = new ArrayList<>();
        for (long from = 0; from < hashes; from += TILE_WIDTH) {
            long width = Math.min(TILE_WIDTH, hashes - from);
            paths.add("/log/tile/" + level + "/" + name(from / TILE_WIDTH) + (width < TILE_WIDTH ? ".p/" + width : ""));
        }
        return paths;
    }

    private static String name(long index) {
        String name = String.format(java.util.Locale.ROOT, "%03d", index % NAME_DIGITS_BASE);
        long rest = index / NAME_DIGITS_BASE;
        for (; rest > 0; rest /= NAME_DIGITS_BASE) {
            name = String.format(java.util.Locale.ROOT, "x%03d/%s", rest % NAME_DIGITS_BASE, name);
        }
        return name;
    }

    private byte[] read(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                node.client().send(node.request(path, Node.PUBLISHER).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return response.body();
    }

    private Figure audit(long size) throws IOException, InterruptedException {
        Path mirror = data.resolve("mirror");
        Path log = data.resolve("audit.log");
        delete(mirror);
        long began = System.nanoTime();
        int status = new ProcessBuilder(
                        root.resolve("scripts/threatledger").toString(),
                        "audit",
                        "--env",
                        Node.environmentFile(data).toString(),
                        "--into",
                        mirror.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (status != 0) {
            throw new IOException("the audit ended with status " + status + "; what it said is in " + log);
        }
        delete(mirror);
        return Figure.of(
                "whole log, mirrored and audited",
                size / seconds,
                "entries/s",
                null,
                String.format(
                        java.util.Locale.ROOT,
                        "%.1f s of threatledger audit: each signature and anchor checked, its JVM's start included",
                        seconds));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
