package io.threatledger.chain;

import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Meta;
import io.threatledger.store.SubmissionRow;
import java.util.Optional;

/**
 * A development chain that began anew under a ledger that has not. The wiring asks {@link #happened} before any loop
 * starts; on a chain that matters it never calls {@link #takeBackAnchors}.
 */
public final class DevChainReset {
    private final ChainClient client;
    private final ChainSettings settings;
    private final LedgerDatabase database;

    public DevChainReset(ChainClient client, ChainSettings settings, LedgerDatabase database) {
        this.client = client;
        this.settings = settings;
        this.database = database;
    }

    /** Whether block 0 is not the one this ledger has known, or the log is not open. */
    public boolean happened() {
        Optional<String> known = database.read(Meta.GENESIS::read);
        return known.isPresent()
                && (!known.get().equals(client.genesisHash())
                        || new OnChain(client, settings.contract(), settings.logId())
                                .find()
                                .isEmpty());
    }

    /**
     * Takes back every anchor, forgets every submission, and remembers the chain as it is now; checkpoints stay. Call it
     * after the log was opened anew: everything is then anchored again.
     *
     * <p>If we die before it commits, {@link #happened} says so again only while the genesis differs; opening a log and
     * taking back anchors may both be repeated.
     */
    public void takeBackAnchors() {
        String genesis = client.genesisHash();
        database.write(session -> {
            AnchorRow.takeBackAll(session);
            SubmissionRow.forgetAll(session);
            Meta.WATCHED_BLOCK.remove(session);
            Meta.GENESIS.put(session, genesis);
            return true;
        });
    }

    /** Remembers block 0 of the chain: when the log is opened for the first time. */
    public void rememberGenesis() {
        String genesis = client.genesisHash();
        database.write(session -> {
            Meta.GENESIS.put(session, genesis);
            return true;
        });
    }
}
