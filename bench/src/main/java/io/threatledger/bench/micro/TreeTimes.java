package io.threatledger.bench.micro;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.InclusionProof;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.RightEdge;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.merkle.Verification;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The tree: hashes, a batch appended, and proofs over tiles that are all in memory. */
public class TreeTimes extends Timed {
    private static final int LEAF_BYTES = 550;
    private static final int BATCH_LEAVES = 1_000;

    /** Prime to any number of leaves that has no other factors than 2 and 5: proofs of all parts of the tree come in turn. */
    private static final long STRIDE = 618_033;

    /** Leaves of the tree that proofs are made in. */
    @Param("1000000")
    public int leaves;

    private final byte[] entry = new byte[LEAF_BYTES];
    private final Digest left = Rfc6962.leafHash(new byte[] {0});
    private final Digest right = Rfc6962.leafHash(new byte[] {1});
    private final Map<TileId, byte[]> tiles = new HashMap<>();
    private final Tree tree =
            new Tree((id, width) -> Objects.requireNonNull(tiles.get(id), () -> "no tile " + id.path(width)));
    private RightEdge edge = RightEdge.empty();
    private TreeSize size = TreeSize.EMPTY;
    private Digest root = Rfc6962.EMPTY_ROOT;
    private InclusionProof proof = new InclusionProof(new LeafIndex(0), TreeSize.EMPTY, List.of());
    private long asked;

    @Setup
    public void grow() {
        for (int i = 0; i < leaves; i++) {
            edge.append(leafHash(i));
        }
        edge.changedTiles().forEach(tile -> tiles.put(tile.id(), tile.hashes()));
        edge.markClean();
        size = edge.size();
        root = edge.root();
        proof = tree.inclusion(new LeafIndex(0), size);
    }

    @Benchmark
    public Digest hashOfLeaf() {
        return Rfc6962.leafHash(entry);
    }

    @Benchmark
    public Digest hashOfNode() {
        return Rfc6962.node(left, right);
    }

    /** One leaf of a batch of a thousand, with its part of the root and of the tiles to be stored. */
    @Benchmark
    @OperationsPerInvocation(BATCH_LEAVES)
    public List<Tile> append() {
        RightEdge batch = edge.copy();
        for (int i = 0; i < BATCH_LEAVES; i++) {
            batch.append(left);
        }
        List<Tile> changed = batch.changedTiles();
        if (batch.root().equals(root)) {
            throw new IllegalStateException("the root stayed the same");
        }
        return changed;
    }

    @Benchmark
    public InclusionProof prove() {
        asked = (asked + STRIDE) % size.value();
        return tree.inclusion(new LeafIndex(asked), size);
    }

    @Benchmark
    public Verification verify() {
        Verification verified = proof.verify(leafHash(0), root);
        if (!verified.ok()) {
            throw new IllegalStateException(verified.reason());
        }
        return verified;
    }

    private static Digest leafHash(int number) {
        return Rfc6962.leafHash(
                ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
