package io.threatledger.proof;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.Presentation;
import io.threatledger.merkle.InclusionProof;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.Verification;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteVerifier;
import io.threatledger.note.SignedNote;
import io.threatledger.proof.Step.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bundles against a {@link Trust}. Every step runs, whatever the former ones found, so that a report shows all that is
 * wrong; the anchor is a step only when the trust has one. Safe for threads.
 */
public final class ProofVerifier {

    private static final String NO_KEY = "unchecked: no key to check it with was given";

    private final @Nullable Trust trust;

    private ProofVerifier(@Nullable Trust trust) {
        this.trust = trust;
    }

    public static ProofVerifier trusting(Trust trust) {
        return new ProofVerifier(trust);
    }

    /** Says whether a bundle agrees with itself. Signatures stay unchecked: a bundle never passes. */
    public static ProofVerifier trustingNobody() {
        return new ProofVerifier(null);
    }

    /**
     * The steps in order; the bundle is good when all are ok ({@link Step#allOk}).
     *
     * @throws RuntimeException of the {@link Anchors} when the chain does not answer: that is no step's result
     */
    public List<Step> verify(ProofBundle bundle) {
        Trust given = trust;
        List<Step> steps = new ArrayList<>(List.of(
                given == null
                        ? new Step(Step.ENTRY_SIGNATURE, Result.UNCHECKED, NO_KEY)
                        : step(Step.ENTRY_SIGNATURE, () -> entrySignature(bundle, given)),
                step(Step.DISCLOSURES, () -> disclosures(bundle)),
                step(Step.ID, () -> id(bundle)),
                step(Step.INCLUSION, () -> inclusion(bundle)),
                given == null
                        ? new Step(Step.CHECKPOINT_SIGNATURE, Result.UNCHECKED, NO_KEY)
                        : step(Step.CHECKPOINT_SIGNATURE, () -> checkpointSignature(bundle, given.log()))));
        Anchors anchors = given == null ? null : given.anchors();
        if (anchors != null) {
            steps.add(step(Step.ANCHOR, () -> anchor(bundle, anchors)));
        }
        return steps;
    }

    private static String entrySignature(ProofBundle bundle, Trust trust) {
        byte[] leaf = leaf(bundle);
        DecodedEntry decoded = EntryCodec.decode(leaf);
        EntryVerifier key = trust.entryKeys().stream()
                .filter(it -> it.kid().equals(decoded.kid()))
                .findFirst()
                .orElseThrow(() -> new InvalidProof("key " + decoded.kid() + " is not one of the trusted entry keys"));
        require(key.verifyLeaf(leaf), "the signature is not that of key " + key.kid());
        String issuer = decoded.entry().issuer();
        require(
                issuer.equals(trust.log().name()),
                "iss is " + issuer + ", the trusted log is " + trust.log().name());
        return "signed by trusted key " + key.kid() + " for " + issuer;
    }

    private static String disclosures(ProofBundle bundle) {
        Presentation presentation = Presentation.parse(bundle.presentation());
        DecodedEntry decoded = EntryCodec.decode(presentation.leaf());
        Disclosures.read(decoded, presentation.disclosures());
        return presentation.disclosures().size() + " disclosures, each with its digest in the entry";
    }

    private static String id(ProofBundle bundle) {
        EntryId computed = EntryId.of(Rfc6962.leafHash(leaf(bundle)));
        require(
                computed.equals(bundle.id()),
                "the entry's hash gives " + computed + ", the bundle says " + bundle.id());
        return "the entry's hash gives " + computed;
    }

    /** Size and root are those of the checkpoint; that it is signed is the next step. */
    private static String inclusion(ProofBundle bundle) {
        Checkpoint checkpoint =
                Checkpoint.parse(SignedNote.parse(bundle.checkpoint()).text());
        InclusionProof proof = new InclusionProof(bundle.index(), checkpoint.size(), bundle.inclusion());
        Verification found = proof.verify(Rfc6962.leafHash(leaf(bundle)), checkpoint.root());
        require(found.ok(), found.reason());
        return "index " + bundle.index() + " leads to root " + checkpoint.root() + " of size " + checkpoint.size();
    }

    private static String checkpointSignature(ProofBundle bundle, NoteVerifier log) {
        Checkpoint checkpoint = Checkpoint.open(bundle.checkpoint(), log);
        return "size " + checkpoint.size() + " signed by " + log.vkey();
    }

    private static String anchor(ProofBundle bundle, Anchors anchors) {
        Checkpoint checkpoint =
                Checkpoint.parse(SignedNote.parse(bundle.checkpoint()).text());
        Anchor said = bundle.anchor();
        Anchor onChain = anchors.at(checkpoint.size(), said == null ? null : said.transaction())
                .orElseThrow(() -> new InvalidProof("the chain holds no anchor of size " + checkpoint.size()));
        requireEqual("size", onChain.size(), checkpoint.size());
        requireEqual("root", onChain.root(), checkpoint.root());
        if (said != null) {
            requireSame(onChain, said);
        }
        return "chain " + onChain.chainId() + " holds root " + onChain.root() + " for size " + onChain.size();
    }

    private static void requireSame(Anchor onChain, Anchor said) {
        requireEqual("chain_id", onChain.chainId(), said.chainId());
        requireEqual("contract", onChain.contract(), said.contract());
        requireEqual("log_id", onChain.logId(), said.logId());
        requireEqual("size", onChain.size(), said.size());
        requireEqual("root", onChain.root(), said.root());
        requireEqualIfKnown("transaction", onChain.transaction(), said.transaction());
        requireEqualIfKnown("block", onChain.block(), said.block());
        requireEqualIfKnown("log_index", onChain.logIndex(), said.logIndex());
    }

    private static void requireEqualIfKnown(String what, @Nullable Object onChain, @Nullable Object said) {
        if (onChain != null && said != null) {
            requireEqual(what, onChain, said);
        }
    }

    private static void requireEqual(String what, Object onChain, Object said) {
        require(Objects.equals(onChain, said), what + " on the chain is " + onChain + ", the bundle says " + said);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidProof(otherwise);
        }
    }

    private static byte[] leaf(ProofBundle bundle) {
        return Presentation.parse(bundle.presentation()).leaf();
    }

    /** Everything that the packages below refuse is an IllegalArgumentException whose message may be shown. */
    private static Step step(String name, Supplier<String> check) {
        try {
            return new Step(name, Result.OK, check.get());
        } catch (IllegalArgumentException refused) {
            return new Step(name, Result.FAILED, String.valueOf(refused.getMessage()));
        }
    }
}
