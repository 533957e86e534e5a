package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.chain.KeyTerm;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key that was replaced is good for what was there by then. */
class LogKeysTest {
    private static final NodeKeys OLD = seed(1);
    private static final NodeKeys NEW = seed(2);
    private static final LogKeys KEYS = LogKeys.onChain(
            TestLogs.ORIGIN,
            List.of(
                    new KeyTerm(onChain(OLD), Optional.of(new TreeSize(300))),
                    new KeyTerm(onChain(NEW), Optional.empty())));

    @Test
    void anEntryByAKeyThatWasReplacedBeforeIsRefused() {
        byte[] leaf = leaf(OLD.entrySigner());
        String kid = OLD.entrySigner().kid();
        assertThatThrownBy(() -> KEYS.verify(kid, leaf, 300)).hasMessageContaining("replaced", "entry 300");
        assertThatCode(() -> KEYS.verify(kid, leaf, 299)).doesNotThrowAnyException();
        byte[] newer = leaf(NEW.entrySigner());
        assertThatCode(() -> KEYS.verify(NEW.entrySigner().kid(), newer, 5)).doesNotThrowAnyException();
        assertThatCode(() -> KEYS.verify(NEW.entrySigner().kid(), newer, 5_000)).doesNotThrowAnyException();
    }

    @Test
    void aCheckpointByAKeyThatWasReplacedBeforeIsRefused() {
        assertThatThrownBy(() -> KEYS.open(note(OLD, 301))).hasMessageContaining("replaced");
        assertThat(KEYS.open(note(OLD, 300)).size()).isEqualTo(new TreeSize(300));
        assertThat(KEYS.open(note(NEW, 301)).size()).isEqualTo(new TreeSize(301));
        assertThatThrownBy(() -> KEYS.open(note(seed(3), 301))).isInstanceOf(Contradiction.class);
    }

    @Test
    void aKeyThatStaysWhileTheOtherIsReplacedIsGoodForEver() {
        ContractKeys half =
                new ContractKeys(onChain(OLD).checkpointKey(), onChain(NEW).entryKey());
        LogKeys keys = LogKeys.onChain(
                TestLogs.ORIGIN,
                List.of(
                        new KeyTerm(onChain(OLD), Optional.of(new TreeSize(300))),
                        new KeyTerm(half, Optional.empty())));
        assertThat(keys.open(note(OLD, 301)).size()).isEqualTo(new TreeSize(301));
        assertThat(keys.entryKeyCount()).isEqualTo(2);
    }

    private static String note(NodeKeys keys, long size) {
        return new Checkpoint(TestLogs.ORIGIN, new TreeSize(size), Rfc6962.EMPTY_ROOT)
                .sign(NoteSigner.ed25519(TestLogs.ORIGIN, keys.checkpointSeed()));
    }

    private static byte[] leaf(EntrySigner signer) {
        ThreatClaims claims = ThreatClaims.of(Target.parse("203.0.113.1")).build();
        Entry entry = new Entry(TestLogs.ORIGIN, 1_795_000_000, TestLogs.jti(), "acme", new ThreatAdded(claims, null));
        return EntryCodec.sign(entry, signer, TestLogs.RANDOM).leaf();
    }

    private static ContractKeys onChain(NodeKeys keys) {
        NoteSigner checkpoints = NoteSigner.ed25519(TestLogs.ORIGIN, keys.checkpointSeed());
        return new ContractKeys(
                Bytes32.of(checkpoints.verifier().publicKey()),
                Bytes32.of(keys.entrySigner().publicKey()));
    }

    private static NodeKeys seed(int first) {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        seed[0] = (byte) first;
        return NodeKeys.fromSeed(seed, TestLedger.ORIGIN);
    }
}
