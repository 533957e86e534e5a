package io.threatledger.log;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import io.threatledger.store.ThreatRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger as the next request of a batch sees it: committed rows, under what is decided and not committed. */
final class View {
    private final Session rows;
    private final List<Overlay> layers;
    private final long nowSeconds;

    /** @param layers newest first */
    View(Session rows, List<Overlay> layers, long nowSeconds) {
        this.rows = rows;
        this.layers = List.copyOf(layers);
        this.nowSeconds = nowSeconds;
    }

    /** The same with one more overlay on top. */
    View under(Overlay newest) {
        return new View(rows, Stream.concat(Stream.of(newest), layers.stream()).toList(), nowSeconds);
    }

    Optional<Overlay.Active> active(Overlay.Line line) {
        for (Overlay layer : layers) {
            Overlay.Standing standing = layer.line(line);
            if (standing != null) {
                return standing instanceof Overlay.Active active && !active.isExpiredAt(nowSeconds)
                        ? Optional.of(active)
                        : Optional.empty();
            }
        }
        return ThreatRow.active(rows, line.owner(), line.source(), line.target(), nowSeconds)
                .map(this::active);
    }

    /** An active entry with the line it is the active one of. */
    record Spoken(Overlay.Line line, Overlay.Active active) {}

    /** What the owner says of the target through whatever sources, newest first. */
    List<Spoken> active(String owner, Target target) {
        Stream<Overlay.Line> stored = ThreatRow.active(rows, owner, target, nowSeconds).stream()
                .map(row -> new Overlay.Line(owner, row.source(), target));
        Stream<Overlay.Line> decided = layers.stream().flatMap(layer -> layer.linesOf(owner, target));
        return Stream.concat(stored, decided)
                .distinct()
                .flatMap(line -> active(line).stream().map(active -> new Spoken(line, active)))
                .sorted(Comparator.comparing((Spoken spoken) -> spoken.active().index())
                        .reversed())
                .toList();
    }

    /** The threat of that id, from the rows: an id that was not answered yet, nobody can name. */
    Optional<ThreatRow> threat(EntryId id) {
        return EntryRow.find(rows, id).flatMap(entry -> ThreatRow.at(rows, entry.index()));
    }

    /** The entry that revoked the threat, or null. */
    @Nullable
    LeafIndex revokedBy(ThreatRow threat) {
        for (Overlay layer : layers) {
            LeafIndex by = layer.revokedBy(threat.index());
            if (by != null) {
                return by;
            }
        }
        return threat.revokedIndex() == null ? null : new LeafIndex(threat.revokedIndex());
    }

    Optional<IdempotencyRow> answered(IdempotencyRow.Scope scope) {
        return layers.stream()
                .map(layer -> layer.answer(scope))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> IdempotencyRow.find(rows, scope, nowSeconds));
    }

    boolean hasId(EntryId id) {
        return EntryRow.exists(rows, id);
    }

    private Overlay.Active active(ThreatRow row) {
        EntryRow entry = EntryRow.at(rows, row.index())
                .orElseThrow(() -> new StorageException("threat " + row.index() + " has no entry"));
        return new Overlay.Active(
                new EntryRef.Signed(entry.id()),
                row.index(),
                row.firstIndex(),
                row.expiresAtSeconds(),
                () -> claims(entry));
    }

    private static ThreatClaims claims(EntryRow row) {
        DecodedEntry decoded = EntryCodec.decode(row.leaf());
        ThreatAdded added = (ThreatAdded) decoded.entry().body();
        return added.claims().withRestricted(Disclosures.read(decoded, row.disclosures()));
    }
}
