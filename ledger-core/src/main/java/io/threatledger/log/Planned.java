package io.threatledger.log;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.RandomBytes;
import io.threatledger.entry.SignedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is decided and not yet signed.
 *
 * <p>An id is a hash over the signature, so an entry that names another one of its batch is signed in a later wave.
 * Owned by the sequencer; within a wave each one is signed by one thread, and the wave's end makes it visible.
 */
final class Planned implements EntryRef {
    private final LeafIndex index;
    private final String owner;
    private final long issuedAtSeconds;
    private final @Nullable EntryRef names;
    private final int wave;
    private final Function<@Nullable EntryId, EntryBody> body;
    private @Nullable SignedEntry signed;

    private Planned(
            LeafIndex index,
            String owner,
            long issuedAtSeconds,
            @Nullable EntryRef names,
            Function<@Nullable EntryId, EntryBody> body) {
        this.index = index;
        this.owner = owner;
        this.body = body;
        this.issuedAtSeconds = issuedAtSeconds;
        this.names = names;
        this.wave = names == null ? 0 : names.wave() + 1;
    }

    /** @param supersedes null: nothing */
    static Planned added(
            LeafIndex index, String owner, long issuedAtSeconds, ThreatClaims claims, @Nullable EntryRef supersedes) {
        return new Planned(index, owner, issuedAtSeconds, supersedes, id -> new ThreatAdded(claims, id));
    }

    static Planned revoked(LeafIndex index, String owner, long issuedAtSeconds, EntryRef threat, String reason) {
        return new Planned(
                index,
                owner,
                issuedAtSeconds,
                threat,
                id -> new ThreatRevoked(Objects.requireNonNull(id, "revokes nothing"), reason));
    }

    LeafIndex index() {
        return index;
    }

    /** Signs it with a fresh {@code jti}; a second call gives another id. */
    void sign(String origin, EntrySigner signer, RandomBytes random) {
        signed = EntryCodec.sign(
                new Entry(
                        origin,
                        issuedAtSeconds,
                        Entry.newJti(random),
                        owner,
                        body.apply(names == null ? null : names.id())),
                signer,
                random);
    }

    boolean isSigned() {
        return signed != null;
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
}
