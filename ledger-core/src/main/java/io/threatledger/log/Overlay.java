package io.threatledger.log;

import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.IdempotencyRow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What requests have changed that no row shows yet. Owned by the sequencer thread. */
final class Overlay {
    /** At most one entry of a line is active. */
    record Line(String owner, String source, Target target) {}

    /** What is known of a line: its active entry, or that it has none. */
    sealed interface Standing {}

    /** No entry of the line is active any more. */
    enum Ended implements Standing {
        ENDED
    }

    /**
     * The active entry of a line.
     *
     * @param firstIndex first entry of its superseding chain
     * @param claims all its claims, the restricted ones included; read only when somebody asks
     */
    record Active(
            EntryRef ref,
            LeafIndex index,
            LeafIndex firstIndex,
            @Nullable Long expiresAtSeconds,
            Supplier<ThreatClaims> claims)
            implements Standing {

        /** The same by its id alone, once it is signed. */
        Active byId() {
            return new Active(new EntryRef.Signed(ref.id()), index, firstIndex, expiresAtSeconds, claims);
        }

        boolean isExpiredAt(long nowSeconds) {
            return expiresAtSeconds != null && expiresAtSeconds <= nowSeconds;
        }
    }

    private final Map<Line, Standing> lines = new HashMap<>();
    private final Map<LeafIndex, LeafIndex> revokedBy = new HashMap<>();
    private final Map<IdempotencyRow.Scope, IdempotencyRow> answers = new HashMap<>();

    void setActive(Line line, Active active) {
        lines.put(line, active);
    }

    void setRevoked(LeafIndex threat, LeafIndex by) {
        revokedBy.put(threat, by);
    }

    void clearLine(Line line) {
        lines.put(line, Ended.ENDED);
    }

    void setAnswer(IdempotencyRow answer) {
        answers.put(answer.scope(), answer);
    }

    /** Null when this overlay says nothing about the line. */
    @Nullable
    Standing line(Line line) {
        return lines.get(line);
    }

    /** The lines of (owner, target) that this overlay says something about. */
    Stream<Line> linesOf(String owner, Target target) {
        return lines.keySet().stream()
                .filter(line -> line.target().equals(target) && line.owner().equals(owner));
    }

    @Nullable
    LeafIndex revokedBy(LeafIndex threat) {
        return revokedBy.get(threat);
    }

    @Nullable
    IdempotencyRow answer(IdempotencyRow.Scope scope) {
        return answers.get(scope);
    }

    /** For a batch that is signed: holds on to ids, not to the entries, which hold on to those they name. */
    void keepIdsOnly() {
        lines.replaceAll((line, standing) -> standing instanceof Active active ? active.byId() : standing);
    }

    /** Takes over everything of a later overlay. */
    void absorb(Overlay later) {
        lines.putAll(later.lines);
        revokedBy.putAll(later.revokedBy);
        answers.putAll(later.answers);
    }
}
