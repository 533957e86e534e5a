package io.threatledger.merkle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the proof vectors under {@code src/test/resources/vectors/merkle}: one file per damage, of the reference leaves, readable by
 * verifiers in any language. Run its main after a change, in the module's directory.
 */
final class ProofVectors {

    static final Path DIRECTORY = Path.of("src/test/resources/vectors/merkle");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Tree TREE = new Tree(MemoryTiles.of(Leaves.REFERENCE));
    private static final int[][] INCLUSIONS = {{0, 1}, {0, 8}, {5, 8}, {2, 3}, {1, 5}, {4, 7}};
    private static final int[][] CONSISTENCIES = {{1, 1}, {1, 8}, {6, 8}, {2, 5}, {4, 8}, {3, 7}, {7, 8}};

    private ProofVectors() {}

    public static void main(String[] args) throws Exception {
        for (var vector : all().entrySet()) {
            Path file = DIRECTORY.resolve(vector.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, vector.getValue());
        }
    }

    /** File name, relative to {@link #DIRECTORY}, to content. */
    static Map<String, String> all() {
        Map<String, String> files = new TreeMap<>();
        for (int[] sizes : INCLUSIONS) {
            ObjectNode good = inclusion(sizes[0], sizes[1]);
            variants(good, "leafIdx", "treeSize", Stream.of("root", "leafHash"))
                    .forEach((name, json) ->
                            files.put("inclusion/%d-of-%d/%s.json".formatted(sizes[0], sizes[1], name), json));
        }
        for (int[] sizes : CONSISTENCIES) {
            ObjectNode good = consistency(sizes[0], sizes[1]);
            variants(good, "size1", "size2", Stream.of("root1", "root2"))
                    .forEach((name, json) ->
                            files.put("consistency/%d-to-%d/%s.json".formatted(sizes[0], sizes[1], name), json));
        }
        return files;
    }

    private static Map<String, String> variants(ObjectNode good, String lower, String upper, Stream<String> hashes) {
        Map<String, String> variants = new TreeMap<>();
        variants.put("valid", text(good, "as it was made", false));
        for (long change : new long[] {-1, 1, 2, 1L << 40}) {
            long changed = good.get(lower).asLong() + change;
            if (changed >= 0) {
                add(
                        variants,
                        good,
                        lower + (change < 0 ? "-minus-1" : "-plus-" + change),
                        it -> it.put(lower, changed));
            }
        }
        otherSizes(variants, good, upper);
        hashes.forEach(name -> add(
                variants,
                good,
                name + "-bit",
                it -> it.put(name, bit(it.get(name).asString()))));
        pathDamages(variants, good);
        return variants;
    }

    /** A path does not know its size: what is claimed is a path of another size, with that size's own root. */
    private static void otherSizes(Map<String, String> variants, ObjectNode good, String upper) {
        int size = good.get(upper).asInt();
        for (int other : new int[] {size - 1, size + 1}) {
            if (other > 0 && other <= Leaves.REFERENCE.size()) {
                String root = TREE.root(new TreeSize(other)).base64();
                add(
                        variants,
                        good,
                        upper + "-" + other,
                        it -> it.put(upper, other).put(rootOf(it), root));
            }
        }
    }

    private static void pathDamages(Map<String, String> variants, ObjectNode good) {
        List<String> path = path(good);
        IntStream.range(0, path.size())
                .forEach(i -> add(variants, good, "proof-" + i + "-bit", it -> {
                    List<String> damaged = new ArrayList<>(path);
                    damaged.set(i, bit(path.get(i)));
                    return withPath(it, damaged);
                }));
        add(
                variants,
                good,
                "proof-one-more",
                it -> withPath(it, and(path, it.get(rootOf(it)).asString())));
        add(
                variants,
                good,
                "proof-one-before",
                it -> withPath(it, and(List.of(it.get(rootOf(it)).asString()), path)));
        if (!path.isEmpty()) {
            add(variants, good, "proof-first-missing", it -> withPath(it, path.subList(1, path.size())));
            add(variants, good, "proof-last-missing", it -> withPath(it, path.subList(0, path.size() - 1)));
            add(variants, good, "proof-empty", it -> withPath(it, List.of()));
        }
        if (path.size() > 1) {
            add(variants, good, "proof-reversed", it -> withPath(it, path.reversed()));
            List<String> swapped = new ArrayList<>(path);
            Collections.swap(swapped, 0, 1);
            add(variants, good, "proof-swapped", it -> withPath(it, swapped));
        }
    }

    private static void add(
            Map<String, String> variants, ObjectNode good, String name, UnaryOperator<ObjectNode> damage) {
        variants.put(name, text(damage.apply(good.deepCopy()), name.replace('-', ' '), true));
    }

    private static ObjectNode inclusion(int index, int size) {
        ObjectNode vector = JSON.createObjectNode();
        vector.put("leafIdx", index).put("treeSize", size);
        vector.put("root", TREE.root(new TreeSize(size)).base64());
        vector.put("leafHash", Leaves.REFERENCE.get(index).base64());
        return withPath(
                vector,
                base64(TREE.inclusion(new LeafIndex(index), new TreeSize(size)).path()));
    }

    private static ObjectNode consistency(int from, int to) {
        ObjectNode vector = JSON.createObjectNode();
        vector.put("size1", from).put("size2", to);
        vector.put("root1", TREE.root(new TreeSize(from)).base64());
        vector.put("root2", TREE.root(new TreeSize(to)).base64());
        return withPath(
                vector,
                base64(TREE.consistency(new TreeSize(from), new TreeSize(to)).path()));
    }

    private static String text(ObjectNode vector, String desc, boolean wantErr) {
        return JSON.writeValueAsString(vector.put("desc", desc).put("wantErr", wantErr)) + "\n";
    }

    private static String rootOf(ObjectNode vector) {
        return vector.has("root") ? "root" : "root2";
    }

    private static ObjectNode withPath(ObjectNode vector, List<String> path) {
        path.forEach(vector.putArray("proof")::add);
        return vector;
    }

    private static List<String> path(ObjectNode vector) {
        return vector.get("proof").valueStream().map(hash -> hash.asString()).toList();
    }

    private static List<String> base64(List<Digest> path) {
        return path.stream().map(Digest::base64).toList();
    }

    private static List<String> and(List<String> path, String more) {
        return and(path, List.of(more));
    }

    private static List<String> and(List<String> path, List<String> more) {
        return Stream.concat(path.stream(), more.stream()).toList();
    }

    private static String bit(String base64) {
        byte[] hash = Base64.getDecoder().decode(base64);
        hash[hash.length / 2] ^= 4;
        return Base64.getEncoder().encodeToString(hash);
    }
}
