package io.threatledger.chain;

import io.threatledger.contracts.ContractHead;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Meta;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log's anchors from the chain, each block once, and notices when blocks that were read are gone.
 *
 * <p>It keeps two points up to which everything was read: {@code tip}, the newest block of the last look, in memory, and
 * {@code base}, an old final block, in the file. One header per look tells whether the tip stands, and with it all before
 * it. Owned by the watcher's thread.
 */
final class ChainReader {
    /** Blocks asked for in one call; more than a provider's usual limit would be refused. */
    static final long CHUNK_BLOCKS = 2_000;

    /** How far the base falls behind before it is moved, blocks. */
    static final long BASE_STEP_BLOCKS = 1_000;

    /** How long a head before our newest anchor is taken for a node that lags, where no age of the head is set, seconds. */
    static final long OLDER_HEAD_SECONDS_MIN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ChainReader.class);

    private final ChainClient client;
    private final ChainSettings settings;
    private final LedgerDatabase database;
    private final Publication publication;
    private final AnchorEvents events;
    private final InstantSource clock;
    private @Nullable Point tip;
    private @Nullable Point base;
    private @Nullable Instant olderHeadSince;

    ChainReader(
            ChainClient client,
            ChainSettings settings,
            LedgerDatabase database,
            Publication publication,
            InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.database = database;
        this.publication = publication;
        this.events = new AnchorEvents(client, settings, database);
        this.clock = clock;
        this.base =
                database.read(Meta.WATCHED_BLOCK::read).flatMap(Point::decode).orElse(null);
    }

    /**
     * What one request tells before anything else is asked.
     *
     * @param atTip the contract's head after the tip's block, as far as the node still knows it
     */
    private record Sight(ChainBlock head, long newestFinal, boolean tipStands, Optional<ContractHead> atTip) {}

    /**
     * Reads what is new, as much of it as one call may ask for.
     *
     * @return whether there is nothing left to read now
     * @throws ChainException when the chain does not answer, contradicts itself or the ledger: look again later
     */
    boolean look() {
        Sight sight = see();
        ChainBlock head = sight.head();
        if (!sight.tipStands()) {
            if (lags(head)) {
                return true;
            }
            tip = null;
        }
        olderHeadSince = null;
        long from = from(sight);
        if (from <= head.number()) {
            long to = events.end(from, head);
            publication.publish(from, to, events.read(from, to, head, sight.newestFinal()));
            tip = Point.of(to == head.number() ? head : client.existingBlock(to));
        }
        publication.markFinal(sight.newestFinal());
        long readTo = tip == null ? head.number() : tip.block();
        moveBase(Math.min(sight.newestFinal(), readTo));
        return readTo >= head.number();
    }

    /** The first block to read: again from where the contract agrees, if it never held what was read up to the tip. */
    private long from(Sight sight) {
        Point known = tip;
        if (known == null) {
            return recheck(sight.head());
        }
        Optional<AnchorRow> read = database.read(session -> AnchorRow.newestBefore(session, known.block() + 1));
        Optional<ContractHead> says = sight.atTip().filter(atTip -> !AnchorEvents.isNewest(read, atTip));
        if (says.isEmpty()) {
            return known.block() + 1;
        }
        forgetBase();
        TreeSize agreed = new TreeSize(says.get().size());
        return database.read(session -> AnchorRow.newestUpTo(session, agreed))
                .map(AnchorRow::block)
                .orElse(settings.firstBlock());
    }

    private Sight see() {
        Point known = tip;
        List<RpcCall> calls = new ArrayList<>(
                List.of(RpcCall.of("eth_chainId"), RpcCall.blockByTag("latest"), RpcCall.blockByTag("finalized")));
        if (known != null) {
            calls.add(RpcCall.blockByNumber(known.block()));
            calls.add(events.headAt(known.block()));
        }
        List<RpcAnswer> answers = client.askAll(calls);
        settings.requireChain(answers.get(0).result().quantity());
        ChainBlock head = ChainBlock.read(answers.get(1).result());
        RpcAnswer finalized = answers.get(2);
        // A chain that has nothing finalized yet, or does not know the word, answers null or an error.
        long finalizedNumber = finalized.failed() || finalized.result().isNull()
                ? -1
                : ChainBlock.read(finalized.result()).number();
        boolean stands = known != null && stands(known, answers.get(3).result());
        Optional<ContractHead> atTip = known == null ? Optional.empty() : AnchorEvents.headIfTold(answers.get(4));
        return new Sight(head, settings.finality().newestFinal(head.number(), finalizedNumber), stands, atTip);
    }

    private static boolean stands(Point point, Json block) {
        return !block.isNull() && ChainBlock.read(block).hash().equals(point.hash());
    }

    /**
     * Whether this is but a node that has not caught up, of several that answer at one address: there are anchors beyond
     * its head, and nothing up to it is another chain. When that lasts, the blocks beyond are gone.
     */
    private boolean lags(ChainBlock head) {
        Optional<AnchorRow> newest = database.read(AnchorRow::newest);
        if (newest.isEmpty() || newest.get().block() <= head.number()) {
            return false;
        }
        Optional<AnchorRow> within = database.read(session -> AnchorRow.newestBefore(session, head.number() + 1));
        if (within.isPresent() && !stands(within.get(), head)) {
            return false;
        }
        Instant now = clock.instant();
        Instant since = olderHeadSince == null ? now : olderHeadSince;
        olderHeadSince = since;
        return Duration.between(since, now).toSeconds()
                < Math.max(OLDER_HEAD_SECONDS_MIN, settings.headAgeSecondsMax());
    }

    /** Finds where to read from when the tip is gone or unknown: after the newest anchor whose block stands. */
    private long recheck(ChainBlock head) {
        Optional<AnchorRow> row = database.read(AnchorRow::newest);
        Optional<AnchorRow> gone = Optional.empty();
        while (row.isPresent() && !stands(row.get(), head)) {
            gone = row;
            long block = row.get().block();
            row = database.read(session -> AnchorRow.newestBefore(session, block));
        }
        gone.ifPresent(this::takeBackFrom);
        Point old = base;
        if (old != null && !stands(old, head)) {
            forgetBase();
        }
        long afterBase = base == null ? settings.firstBlock() : base.block() + 1;
        return Math.max(row.map(AnchorRow::block).orElse(0L), afterBase);
    }

    private boolean stands(AnchorRow row, ChainBlock head) {
        return stands(new Point(row.block(), row.blockHash()), head);
    }

    private boolean stands(Point point, ChainBlock head) {
        return point.block() <= head.number()
                && client.existingBlock(point.block()).hash().equals(point.hash());
    }

    /** If we die here, the next start finds the same rows without their block and takes them back then. */
    private void takeBackFrom(AnchorRow first) {
        int rows = database.write(session -> AnchorRow.takeBackFrom(session, first.block()));
        if (first.isFinal()) {
            LOG.error("a final block left the chain: {} anchors from block {} on taken back", rows, first.block());
        } else {
            LOG.warn("a reorganization took {} anchors back, from block {} on", rows, first.block());
        }
    }

    private void forgetBase() {
        base = null;
        database.write(session -> {
            Meta.WATCHED_BLOCK.remove(session);
            return true;
        });
    }

    /** Seldom: it only shortens what the next start reads. If we die here, that reads a little more. */
    private void moveBase(long newestFinal) {
        long standing = base == null ? settings.firstBlock() : base.block();
        if (newestFinal - standing < BASE_STEP_BLOCKS) {
            return;
        }
        client.block(newestFinal).map(Point::of).ifPresent(point -> {
            base = point;
            database.write(session -> {
                Meta.WATCHED_BLOCK.put(session, point.encode());
                return true;
            });
        });
    }
}
