package io.threatledger.query.catalog;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.Published;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.indicator.Window;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Meta;
import io.threatledger.store.Reads;
import io.threatledger.store.Session;
import io.threatledger.store.TargetEntries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves a catalog on, turn by turn, to what is published for its span.
 *
 * <p>A turn reads some entries and some of what time has changed, folds each target they touch as of the size and the time
 * it goes to, and commits the rows with the cursor. So between two turns every row is what the fold says at the cursor,
 * and stays so until the least {@code next_at}: nothing is written while nothing happens.
 *
 * <p>For one thread.
 */
final class Follower {
    private final HeldFile file;
    private final Reads ledger;
    private final Published published;
    private final Indicators indicators;
    private final Span span;
    private final int turnEntriesMax;
    private final String weights;
    private boolean wasRead; // whether all of a file was, since the process began
    private boolean isOfLedger; // whether the open file was held against the ledger

    /** What a turn folded of one target: no row when no entry of it is in the window any more. */
    private record Folded(Target target, @Nullable CatalogRow row) {}

    /** What a turn found to do in the catalog itself. */
    private record Stand(CatalogCursor cursor, long nowSeconds, List<Target> due) {}

    /**
     * @param ledger for this follower alone
     * @param turnEntriesMax entries that one turn reads, and about as many records that time has changed
     */
    Follower(HeldFile file, Reads ledger, Published published, Indicators indicators, Span span, int turnEntriesMax) {
        this.file = file;
        this.ledger = ledger;
        this.published = published;
        this.indicators = indicators;
        this.span = span;
        this.turnEntriesMax = turnEntriesMax;
        this.weights = indicators.weights().fingerprint();
    }

    /** Goes one step; false when there is none to go. */
    boolean turn() {
        open();
        Moment goal = published.moment(span.delay());
        CatalogCursor cursor = cursor().orElseGet(() -> begin(goal.nowSeconds()));
        Stand stand = file.read(session -> stand(session, cursor, goal)).orElseThrow();
        long from = stand.cursor().size();
        long to = Math.max(from, Math.min(goal.size().value(), from + turnEntriesMax));
        boolean isDone = to == from && stand.due().isEmpty();
        if (!isDone) {
            step(stand, to);
        }
        if (isDone && !file.progress().isComplete()) {
            file.settle();
        }
        file.progress().reached(new TreeSize(to), isDone);
        return !isDone;
    }

    private void open() {
        if (file.isUseless()) {
            file.discard("it is damaged, or was deleted");
        }
        isOfLedger &= !file.open();
        if (!isOfLedger) {
            fault().ifPresent(why -> {
                file.discard(why);
                file.open();
            });
            wasRead = true;
            isOfLedger = true;
        }
    }

    /** Damage is looked for once: what comes later is met when it is read. */
    private Optional<String> fault() {
        return (wasRead || file.isSound()) ? cursor().flatMap(this::contradiction) : Optional.of("it is damaged");
    }

    private Optional<CatalogCursor> cursor() {
        return file.read(CatalogCursor::read).flatMap(found -> found);
    }

    /** Why a catalog that stands there is none of this ledger; nothing when it is one. */
    private Optional<String> contradiction(CatalogCursor cursor) {
        return ledger.snapshot(session -> {
            if (!cursor.log().equals(log(session))) {
                return Optional.of("it follows another log");
            }
            if (cursor.size() > LedgerHead.read(session).size().value()) {
                return Optional.of("it knows entries that the ledger does not have");
            }
            if (cursor.size() > 0 && !idBefore(session, cursor.size()).equals(cursor.lastId())) {
                return Optional.of("it knows other entries than the ledger has");
            }
            return cursor.weights().equals(weights) ? Optional.empty() : Optional.of("the sources have other weights");
        });
    }

    private CatalogCursor begin(long nowSeconds) {
        CatalogCursor first = new CatalogCursor(ledger.read(Follower::log), 0, null, nowSeconds, weights);
        commit(List.of(), first);
        return first;
    }

    /** Time that was set back stands still here: what has expired does not come back. */
    private Stand stand(Session session, CatalogCursor cursor, Moment goal) {
        long until = Math.max(cursor.nowSeconds(), goal.nowSeconds());
        long now = CatalogRow.dueBy(session, until, turnEntriesMax);
        return new Stand(cursor, now, CatalogRow.due(session, now));
    }

    private void step(Stand stand, long to) {
        CatalogCursor cursor = stand.cursor();
        Window window = span.at(new Moment(new TreeSize(to), stand.nowSeconds()));
        List<Folded> folded = new ArrayList<>();
        CatalogCursor next = ledger.snapshot(session -> {
            Set<Target> touched = new LinkedHashSet<>(TargetEntries.touched(session, cursor.size(), to));
            touched.addAll(stand.due());
            touched.forEach(target -> folded.add(fold(session, target, window)));
            String lastId = to == 0 ? null : idBefore(session, to);
            return new CatalogCursor(cursor.log(), to, lastId, stand.nowSeconds(), weights);
        });
        commit(folded, next);
    }

    private Folded fold(Session session, Target target, Window window) {
        return new Folded(
                target,
                indicators.lasting(session, target, window).map(CatalogRows::of).orElse(null));
    }

    /** If we die here, the next start finds the rows and the cursor as they were, or both as they are now. */
    private void commit(List<Folded> folded, CatalogCursor next) {
        file.write(session -> {
            for (Folded one : folded) {
                if (one.row() == null) {
                    CatalogRow.remove(session, one.target());
                } else {
                    one.row().replace(session);
                }
            }
            next.put(session);
            return folded.size();
        });
    }

    private static String log(Session session) {
        return Meta.LOG_ID.read(session).orElse("");
    }

    private static String idBefore(Session session, long size) {
        return EntryRow.at(session, new LeafIndex(size - 1))
                .map(EntryRow::id)
                .map(EntryId::value)
                .orElse("");
    }
}
