package io.threatledger.cli;

import io.threatledger.audit.LogKeys;
import io.threatledger.audit.LogSource;
import io.threatledger.audit.LogTrust;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.LogHistory;
import io.threatledger.chain.OnChain;
import io.threatledger.chain.OpenLog;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.note.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a whole log is held against, with the connection to the chain when that is where it comes from.
 *
 * @param client closed with this; null where no chain is asked
 */
record AuditTrust(LogTrust trust, @Nullable ChainClient client) implements AutoCloseable {

    /** Keys and anchors from a chain. */
    static AuditTrust ofChain(String rpc, EthAddress contract, LogId log) {
        ChainClient client = ChainClient.forWork(rpc);
        try {
            OpenLog open = new OnChain(client, contract, log)
                    .find()
                    .orElseThrow(() -> CommandFailure.no("log %s is not open on contract %s".formatted(log, contract)));
            LogHistory history = new LogHistory(client, contract, log);
            String name = "log %s on contract %s of chain %d".formatted(log, contract, client.chainId());
            return new AuditTrust(
                    new LogTrust(
                            LogKeys.onChain(open.origin(), history.keys()),
                            Optional.of(new LogTrust.OnChain(history, open.openedBlock(), name)),
                            true),
                    client);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Keys that were handed over; the chain is not asked. */
    static AuditTrust ofKeys(LogKeys keys) {
        return new AuditTrust(new LogTrust(keys, Optional.empty(), true), null);
    }

    /** The keys that the log names itself: with them one sees whether it agrees with itself, and no more. */
    static AuditTrust none(LogSource source) throws IOException {
        LogKeys keys = LogKeys.given(
                NoteVerifier.fromVkey(text(source, LogSource.VKEY).strip()),
                EntryVerifier.fromJwks(text(source, LogSource.JWKS)));
        return new AuditTrust(new LogTrust(keys, Optional.empty(), false), null);
    }

    /** Throws when the chain is another one than configured. */
    void requireChain(long configured) {
        long found = client == null ? configured : client.chainId();
        if (found != configured) {
            throw CommandFailure.environment("the chain is %d, the configuration says %d".formatted(found, configured));
        }
    }

    /** Throws when a node with these keys could not go on with the log. */
    void requireKeys(NodeIdentity identity) {
        boolean sameLog = trust.keys().origin().equals(identity.origin().value());
        if (!sameLog || !trust.keys().knows(identity.checkpointKey())) {
            throw CommandFailure.usage(
                    "the seed and origin here do not make the keys that log %s has on the chain: a node with them could not go on"
                            .formatted(trust.keys().origin()));
        }
    }

    private static String text(LogSource source, String path) throws IOException {
        return source.read(path, LogSource.TEXT_BYTES_MAX)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> CommandFailure.no(source.name() + " names no keys (" + path
                        + "): name the chain (--rpc, --contract and --log-id) or the keys (--vkey and --jwks)"));
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
