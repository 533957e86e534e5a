package io.threatledger.proof;

import io.threatledger.entry.Presentation;
import io.threatledger.entry.Samples;
import io.threatledger.entry.SignedEntry;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.InclusionProof;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.RightEdge;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A log of eleven leaves whose sixth is an entry with four disclosures, and what proves it. */
final class ProofSamples {

    static final int SIZE = 11;
    static final LeafIndex INDEX = new LeafIndex(5);
    static final SignedEntry SIGNED = Samples.signed(Samples.full());
    static final NoteSigner LOG = NoteSigner.ed25519(Samples.ORIGIN.value(), Samples.KEYS.checkpointSeed());
    static final Tree TREE = tree();
    static final Digest ROOT = TREE.root(new TreeSize(SIZE));
    static final Anchor ANCHOR = new Anchor(
            31_337,
            "0x" + "ab".repeat(20),
            "0x" + "cd".repeat(32),
            new TreeSize(SIZE),
            ROOT,
            "0x" + "ef".repeat(32),
            12L,
            0);
    static final ProofBundle BUNDLE = new ProofBundle(
            SIGNED.id(),
            Presentation.of(SIGNED.leaf(), SIGNED.disclosures()).text(),
            INDEX,
            inclusion().path(),
            new Checkpoint(Samples.ORIGIN.value(), new TreeSize(SIZE), ROOT).sign(LOG),
            ANCHOR);
    static final Trust OFFLINE = new Trust(LOG.verifier(), List.of(Samples.SIGNER.verifier()), null);
    static final Trust ON_CHAIN =
            new Trust(LOG.verifier(), List.of(Samples.SIGNER.verifier()), (size, hint) -> Optional.of(ANCHOR));

    private ProofSamples() {}

    private static InclusionProof inclusion() {
        return TREE.inclusion(INDEX, new TreeSize(SIZE));
    }

    private static Tree tree() {
        RightEdge edge = RightEdge.empty();
        for (int i = 0; i < SIZE; i++) {
            edge.append(
                    i == INDEX.value()
                            ? SIGNED.leafHash()
                            : Rfc6962.leafHash(("leaf " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        Map<TileId, byte[]> tiles = edge.changedTiles().stream().collect(Collectors.toMap(Tile::id, Tile::hashes));
        return new Tree((id, width) -> Objects.requireNonNull(tiles.get(id)));
    }
}
