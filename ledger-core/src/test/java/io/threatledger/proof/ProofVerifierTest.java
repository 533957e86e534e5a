package io.threatledger.proof;

import static io.threatledger.proof.ProofSamples.ANCHOR;
import static io.threatledger.proof.ProofSamples.BUNDLE;
import static io.threatledger.proof.ProofSamples.LOG;
import static io.threatledger.proof.ProofSamples.OFFLINE;
import static io.threatledger.proof.ProofSamples.ON_CHAIN;
import static io.threatledger.proof.ProofSamples.ROOT;
import static io.threatledger.proof.ProofSamples.SIZE;
import static io.threatledger.proof.ProofSamples.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.Presentation;
import io.threatledger.entry.Samples;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProofVerifierTest {

    @Test
    void everyChangedByteOfTheEntryIsSeenByItsSignature() {
        String presentation = BUNDLE.presentation();
        int leafLength = presentation.indexOf('~');
        for (int i = 0; i < leafLength; i++) {
            List<Step> steps = verify(OFFLINE, presentation(changed(presentation, i)));
            assertThat(failed(steps)).contains(Step.ENTRY_SIGNATURE, Step.ID, Step.INCLUSION);
        }
    }

    @Test
    void everyChangedByteOfADisclosureIsSeenByTheDisclosures() {
        String presentation = BUNDLE.presentation();
        for (int i = presentation.indexOf('~') + 1; i < presentation.length() - 1; i++) {
            List<Step> steps = verify(OFFLINE, presentation(changed(presentation, i)));
            assertThat(failed(steps)).containsExactly(Step.DISCLOSURES);
        }
    }

    @Test
    void everyChangedByteOfTheCheckpointIsSeen() {
        for (int i = 0; i < BUNDLE.checkpoint().length(); i++) {
            List<Step> steps = verify(OFFLINE, checkpoint(changed(BUNDLE.checkpoint(), i)));
            assertThat(failed(steps)).contains(Step.CHECKPOINT_SIGNATURE);
        }
    }

    @Test
    void everyChangedHashOfThePathIsSeenByTheInclusion() {
        for (int i = 0; i < BUNDLE.inclusion().size(); i++) {
            List<Digest> path = new ArrayList<>(BUNDLE.inclusion());
            path.set(i, ROOT);
            assertThat(failed(verify(OFFLINE, path(path)))).containsExactly(Step.INCLUSION);
        }
        assertThat(failed(verify(OFFLINE, path(BUNDLE.inclusion().subList(1, 4)))))
                .containsExactly(Step.INCLUSION);
        assertThat(failed(verify(OFFLINE, path(List.of())))).containsExactly(Step.INCLUSION);
    }

    @Test
    void everyOtherIndexIsSeenByTheInclusion() {
        for (int index = 0; index < 2 * SIZE; index++) {
            List<String> failed = failed(verify(OFFLINE, index(index)));
            assertThat(failed.equals(List.of(Step.INCLUSION))).isEqualTo(index != 5);
        }
    }

    @Test
    void anotherIdIsSeenByTheId() {
        ProofBundle bundle = new ProofBundle(
                new EntryId("TC-" + "A".repeat(26)),
                BUNDLE.presentation(),
                BUNDLE.index(),
                BUNDLE.inclusion(),
                BUNDLE.checkpoint(),
                ANCHOR);
        assertThat(failed(verify(OFFLINE, bundle))).containsExactly(Step.ID);
    }

    @Test
    void everyChangedMemberOfTheAnchorIsSeenByTheAnchor() {
        Digest root = Rfc6962.EMPTY_ROOT;
        String word = "0x" + "11".repeat(32);
        for (Anchor said : List.of(
                new Anchor(1, ANCHOR.contract(), ANCHOR.logId(), ANCHOR.size(), ROOT, ANCHOR.transaction(), 12L, 0),
                new Anchor(
                        31_337,
                        "0x" + "11".repeat(20),
                        ANCHOR.logId(),
                        ANCHOR.size(),
                        ROOT,
                        ANCHOR.transaction(),
                        12L,
                        0),
                new Anchor(31_337, ANCHOR.contract(), word, ANCHOR.size(), ROOT, ANCHOR.transaction(), 12L, 0),
                new Anchor(
                        31_337,
                        ANCHOR.contract(),
                        ANCHOR.logId(),
                        new TreeSize(12),
                        ROOT,
                        ANCHOR.transaction(),
                        12L,
                        0),
                new Anchor(
                        31_337, ANCHOR.contract(), ANCHOR.logId(), ANCHOR.size(), root, ANCHOR.transaction(), 12L, 0),
                new Anchor(31_337, ANCHOR.contract(), ANCHOR.logId(), ANCHOR.size(), ROOT, word, 12L, 0),
                new Anchor(
                        31_337, ANCHOR.contract(), ANCHOR.logId(), ANCHOR.size(), ROOT, ANCHOR.transaction(), 13L, 0),
                new Anchor(
                        31_337,
                        ANCHOR.contract(),
                        ANCHOR.logId(),
                        ANCHOR.size(),
                        ROOT,
                        ANCHOR.transaction(),
                        12L,
                        1))) {
            assertThat(failed(verify(ON_CHAIN, anchor(said)))).containsExactly(Step.ANCHOR);
        }
    }

    @Test
    void aChainThatHoldsAnotherRootOrSizeIsSeenByTheAnchor() {
        assertThat(failed(verify(onChain(new TreeSize(SIZE), Rfc6962.EMPTY_ROOT), anchor(null))))
                .containsExactly(Step.ANCHOR);
        assertThat(failed(verify(onChain(new TreeSize(12), ROOT), anchor(null))))
                .containsExactly(Step.ANCHOR);
    }

    @Test
    void aChainWithoutTheAnchorIsSeenByTheAnchor() {
        Trust none = new Trust(OFFLINE.log(), OFFLINE.entryKeys(), (size, hint) -> Optional.empty());
        List<Step> steps = verify(none, BUNDLE);
        assertThat(failed(steps)).containsExactly(Step.ANCHOR);
        assertThat(steps.getLast().compared()).isEqualTo("the chain holds no anchor of size 11");
    }

    @Test
    void theChainIsAskedForTheSizeThatIsSigned() {
        List<String> asked = new ArrayList<>();
        Trust trust = new Trust(OFFLINE.log(), OFFLINE.entryKeys(), (size, hint) -> {
            asked.add(size + " " + hint);
            return Optional.of(ANCHOR);
        });
        assertThat(Step.allOk(verify(trust, anchor(null)))).isTrue();
        assertThat(Step.allOk(verify(trust, BUNDLE))).isTrue();
        assertThat(asked).containsExactly("11 null", "11 " + ANCHOR.transaction());
    }

    @Test
    void aBundleNeverVouchesForItself() {
        List<Step> steps = ProofVerifier.trustingNobody().verify(BUNDLE);
        assertThat(steps)
                .extracting(step -> step.name() + " " + step.result())
                .containsExactly(
                        "entry signature UNCHECKED",
                        "disclosures OK",
                        "id OK",
                        "inclusion OK",
                        "checkpoint signature UNCHECKED");
        assertThat(Step.allOk(steps)).isFalse();
        assertThat(failed(ProofVerifier.trustingNobody().verify(index(4))))
                .containsExactly(Step.ENTRY_SIGNATURE, Step.INCLUSION, Step.CHECKPOINT_SIGNATURE);
    }

    @Test
    void keysThatAreNotTrustedAreNotTakenFromTheBundle() {
        EntrySigner stranger = EntrySigner.ed25519(new byte[32]);
        Trust entryStranger = new Trust(LOG.verifier(), List.of(stranger.verifier()), null);
        assertThat(failed(verify(entryStranger, BUNDLE))).containsExactly(Step.ENTRY_SIGNATURE);
        assertThat(failed(verify(new Trust(LOG.verifier(), List.of(), null), BUNDLE)))
                .containsExactly(Step.ENTRY_SIGNATURE);
        NoteSigner log = NoteSigner.ed25519(Samples.ORIGIN.value(), new byte[32]);
        Trust logStranger = new Trust(log.verifier(), List.of(Samples.SIGNER.verifier()), null);
        assertThat(failed(verify(logStranger, BUNDLE))).containsExactly(Step.CHECKPOINT_SIGNATURE);
    }

    @Test
    void aCheckpointOfASizeThatTheLogDidNotSignIsRefused() {
        NoteSigner forger = NoteSigner.ed25519(Samples.ORIGIN.value(), new byte[32]);
        Digest root = TREE.root(new TreeSize(8));
        String note = new Checkpoint(Samples.ORIGIN.value(), new TreeSize(8), root).sign(forger);
        ProofBundle forged = new ProofBundle(
                BUNDLE.id(),
                BUNDLE.presentation(),
                BUNDLE.index(),
                TREE.inclusion(BUNDLE.index(), new TreeSize(8)).path(),
                note,
                null);
        assertThat(failed(verify(OFFLINE, forged))).containsExactly(Step.CHECKPOINT_SIGNATURE);
    }

    @Test
    void anEntryOfAnotherLogIsRefusedThoughTheKeySignedIt() {
        Entry entry = new Entry("other.example", 0, Samples.JTI, "acme", new ThreatAdded(Samples.little(), null));
        SignedEntry signed = Samples.signed(entry);
        assertThat(verify(
                                OFFLINE,
                                presentation(Presentation.of(signed.leaf(), List.of())
                                        .text()))
                        .getFirst()
                        .compared())
                .isEqualTo("iss is other.example, the trusted log is ledger.example/threats");
    }

    @Test
    void garbageFailsEveryStepItIsIn() {
        ProofBundle garbage = new ProofBundle(BUNDLE.id(), "", BUNDLE.index(), List.of(), "", null);
        assertThat(failed(verify(ON_CHAIN, garbage)))
                .containsExactly(
                        Step.ENTRY_SIGNATURE,
                        Step.DISCLOSURES,
                        Step.ID,
                        Step.INCLUSION,
                        Step.CHECKPOINT_SIGNATURE,
                        Step.ANCHOR);
    }

    @Test
    void aGoodBundlePassesEveryStepInOrder() {
        assertThat(verify(OFFLINE, BUNDLE))
                .extracting(Step::name)
                .containsExactly(
                        Step.ENTRY_SIGNATURE, Step.DISCLOSURES, Step.ID, Step.INCLUSION, Step.CHECKPOINT_SIGNATURE);
        assertThat(Step.allOk(verify(OFFLINE, BUNDLE))).isTrue();
        assertThat(Step.allOk(verify(ON_CHAIN, BUNDLE))).isTrue();
        assertThat(Step.allOk(verify(ON_CHAIN, anchor(null)))).isTrue();
        assertThat(Step.allOk(List.of())).isFalse();
        assertThat(verify(ON_CHAIN, BUNDLE).getLast().compared())
                .isEqualTo("chain 31337 holds root " + ROOT + " for size 11");
    }

    @Test
    void withAllOrNoDisclosuresTheProofIsTheSame() {
        ProofBundle redacted = presentation(
                Presentation.of(ProofSamples.SIGNED.leaf(), List.of()).text());
        assertThat(Step.allOk(verify(ON_CHAIN, redacted))).isTrue();
    }

    private static List<Step> verify(Trust trust, ProofBundle bundle) {
        return ProofVerifier.trusting(trust).verify(bundle);
    }

    private static List<String> failed(List<Step> steps) {
        return steps.stream().filter(step -> !step.ok()).map(Step::name).toList();
    }

    private static Trust onChain(TreeSize size, Digest root) {
        Anchor anchor = new Anchor(31_337, ANCHOR.contract(), ANCHOR.logId(), size, root, null, null, null);
        return new Trust(OFFLINE.log(), OFFLINE.entryKeys(), (any, hint) -> Optional.of(anchor));
    }

    private static String changed(String text, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int index = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        bytes[index] = bytes[index] == 'A' ? (byte) 'B' : (byte) 'A';
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ProofBundle presentation(String presentation) {
        return new ProofBundle(
                BUNDLE.id(), presentation, BUNDLE.index(), BUNDLE.inclusion(), BUNDLE.checkpoint(), ANCHOR);
    }

    private static ProofBundle checkpoint(String checkpoint) {
        return new ProofBundle(
                BUNDLE.id(), BUNDLE.presentation(), BUNDLE.index(), BUNDLE.inclusion(), checkpoint, ANCHOR);
    }

    private static ProofBundle path(List<Digest> path) {
        return new ProofBundle(BUNDLE.id(), BUNDLE.presentation(), BUNDLE.index(), path, BUNDLE.checkpoint(), ANCHOR);
    }

    private static ProofBundle index(long index) {
        return new ProofBundle(
                BUNDLE.id(),
                BUNDLE.presentation(),
                new LeafIndex(index),
                BUNDLE.inclusion(),
                BUNDLE.checkpoint(),
                ANCHOR);
    }

    private static ProofBundle anchor(@Nullable Anchor anchor) {
        return new ProofBundle(
                BUNDLE.id(), BUNDLE.presentation(), BUNDLE.index(), BUNDLE.inclusion(), BUNDLE.checkpoint(), anchor);
    }
}
