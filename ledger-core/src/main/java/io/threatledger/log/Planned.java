package io.threatledger.log;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.RandomBytes;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is decided and not yet signed.
 *
 * <p>An id is a hash over the signature, so an entry that names another one of its batch is signed in a later wave.
 * Owned by the sequencer; within a wave each one is signed by one thread, and the wave's end makes it visible.
 */
final class Planned implements EntryRef {
    private final LeafIndex index;
    private final Change change;
    private final long issuedAtSeconds;
    private final @Nullable EntryRef names;
    private final int wave;
    private @Nullable SignedEntry signed;

    /** @param names the entry that it supersedes or revokes, or null */
    Planned(LeafIndex index, Change change, long issuedAtSeconds, @Nullable EntryRef names) {
        this.index = index;
        this.change = change;
        this.issuedAtSeconds = issuedAtSeconds;
        this.names = names;
        this.wave = names == null ? 0 : names.wave() + 1;
    }

    LeafIndex index() {
        return index;
    }

    /** Signs it with a fresh {@code jti}; a second call gives another id. */
    void sign(String origin, EntrySigner signer, RandomBytes random) {
        signed = EntryCodec.sign(
                new Entry(origin, issuedAtSeconds, Entry.newJti(random), change.owner(), body()), signer, random);
    }

    SignedEntry signed() {
        return Objects.requireNonNull(signed, "not signed yet");
    }

    EntryRow row() {
        return new EntryRow(index, id(), signed().leaf(), signed().disclosures());
    }

    @Override
    public EntryId id() {
        return signed().id();
    }

    @Override
    public int wave() {
        return wave;
    }

    private EntryBody body() {
        return switch (change) {
            case Change.AddThreat add -> new ThreatAdded(add.claims(), names == null ? null : names.id());
            case Change.RevokeThreat revoke ->
                new ThreatRevoked(
                        Objects.requireNonNull(names, "revokes nothing").id(), revoke.reason());
        };
    }
}
