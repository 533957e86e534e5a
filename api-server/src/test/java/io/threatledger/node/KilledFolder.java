package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.audit.Fsck;
import io.threatledger.audit.FsckProgress;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.OnChain;
import io.threatledger.contracts.ContractHead;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerFile;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;
import io.threatledger.store.StoredTiles;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to hold of a node's folder whenever its process is gone. It remembers what it has seen. */
final class KilledFolder {
    private final NodeHome home;
    private final Map<String, Integer> entriesByKey = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private LedgerHead seen = LedgerHead.EMPTY;

    KilledFolder(NodeHome home) {
        this.home = home;
    }

    LedgerHead head() {
        return seen;
    }

    void check(KillLoad load) {
        var report = Fsck.run(
                DataFolder.ledgerIn(home.folder()), home.fsckKeys(), InstantSource.system(), FsckProgress.SILENT);
        assertThat(report.damages()).isEmpty();
        try (LedgerFile file = LedgerFile.open(DataFolder.ledgerIn(home.folder()))) {
            file.snapshot(session -> {
                checkHistory(session);
                return true;
            });
        }
        assertThat(load.problems()).isEmpty();
        assertThat(load.sent()).allSatisfy(this::checkAnswer);
    }

    /** What was there stays, the checkpoints are prefixes, and the chain holds one. */
    private void checkHistory(Session session) {
        LedgerHead head = LedgerHead.read(session);
        Tree tree = new Tree(StoredTiles.over(session));
        assertThat(tree.root(seen.size())).isEqualTo(seen.root());
        for (long from = seen.size().value(); from < head.size().value(); from += EntryRow.PAGE_ENTRIES_MAX) {
            EntryRow.page(session, from, head.size().value()).forEach(this::take);
        }
        seen = head;
        List<Long> signed = session.all("SELECT size FROM checkpoints", row -> row.getLong(1));
        for (long each : signed) {
            CheckpointRow row = CheckpointRow.at(session, new TreeSize(each)).orElseThrow();
            assertThat(tree.root(row.size())).isEqualTo(row.root());
        }
        ContractHead held = onChain();
        assertThat(held.size()).isLessThanOrEqualTo(head.size().value());
        assertThat(signed).allMatch(size -> size <= held.size());
        if (!held.isEmpty()) {
            assertThat(tree.root(new TreeSize(held.size())))
                    .isEqualTo(Digest.of(held.root().toBytes()));
        }
    }

    private ContractHead onChain() {
        try (ChainClient client = ChainClient.forWork(home.chain().rpcUrl())) {
            return new OnChain(client, home.chain().contract(), home.chain().logId()).head();
        }
    }

    private void take(EntryRow row) {
        EntryBody body = EntryCodec.decode(row.leaf()).entry().body();
        String key = switch (body) {
            case ThreatAdded added -> added.claims().category();
            case ThreatRevoked revoked -> revoked.reason();
        };
        entriesByKey.merge(key, 1, Integer::sum);
        ids.add(row.id().value());
    }

    /** Answered: there, once. Not answered: there once or not at all. Refused: not there. */
    private void checkAnswer(KillLoad.Sent sent) {
        int written = entriesByKey.getOrDefault(sent.key, 0);
        List<String> answered = sent.ids;
        if (answered == null) {
            assertThat(written)
                    .as("entries of %s, not answered", sent.key)
                    .isIn(0, sent.maybeWritten ? sent.entries : 0);
        } else {
            assertThat(ids).as("answers of %s", sent.key).containsAll(answered);
            // A second revocation of a threat is answered with the first one.
            boolean mayBeNone = sent.isRevocation() && written == 0;
            assertThat(written).as("entries of %s", sent.key).isEqualTo(mayBeNone ? 0 : sent.entries);
        }
    }
}
