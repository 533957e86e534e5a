package io.threatledger.store;

import io.threatledger.merkle.Tile;
import java.util.List;

/**
 * Everything that one commit of the ledger writes: the entries, and all that follows from them.
 *
 * @param from the head that the batch was computed from
 * @param to the head that it makes
 * @param entries the new entries, in order from {@code from.size()}
 * @param tiles every tile they change, as it is afterwards
 * @param threats the intervals that begin
 * @param endings the intervals that end, of older entries or of this batch
 * @param answers what is promised for each {@code Idempotency-Key} in it
 */
public record LedgerBatch(
        LedgerHead from,
        LedgerHead to,
        List<EntryRow> entries,
        List<Tile> tiles,
        List<BegunThreat> threats,
        List<Ending> endings,
        List<IdempotencyRow> answers) {

    /**
     * Commits the batch in one transaction. If we die here, the next start finds the head at {@code from} or at
     * {@code to}, and every row agrees with it.
     *
     * @throws StorageException when the outcome is not known: compare {@link LedgerHead#read} with both ends
     */
    public void commit(LedgerDatabase database) {
        database.write(session -> {
            LedgerHead.swap(session, from, to);
            entries.forEach(entry -> insert(session, entry));
            tiles.forEach(tile -> StoredTiles.write(session, tile));
            threats.forEach(threat -> threat.insert(session));
            database.prefixes().insert(session, intervals());
            database.newestEnding().move(endings);
            endings.forEach(ending -> ending.apply(session));
            IdempotencyRow.forgetOlderThan(session, to.issuedAtSeconds());
            answers.forEach(answer -> answer.insert(session));
            return to;
        });
        database.prefixes().committed(intervals());
    }

    private List<ThreatRow> intervals() {
        return threats.stream().map(BegunThreat::interval).toList();
    }

    private static void insert(Session session, EntryRow entry) {
        SealedRows.insert(
                session,
                LedgerTable.ENTRIES,
                entry.index().value(),
                entry.id().value(),
                entry.leaf(),
                EntryRow.join(entry.disclosures()));
    }
}
