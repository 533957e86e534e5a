package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.ContractDecodingException;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Meta;
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

    private static final Logger LOG = LoggerFactory.getLogger(ChainReader.class);

    private final ChainClient client;
    private final ChainSettings settings;
    private final LedgerDatabase database;
    private final Publication publication;
    private @Nullable Point tip;
    private @Nullable Point base;

    ChainReader(ChainClient client, ChainSettings settings, LedgerDatabase database, Publication publication) {
        this.client = client;
        this.settings = settings;
        this.database = database;
        this.publication = publication;
        this.base =
                database.read(Meta.WATCHED_BLOCK::read).flatMap(Point::decode).orElse(null);
    }

    /** What one request tells before anything else is asked. */
    private record Sight(ChainBlock head, long newestFinal, boolean tipStands) {}

    /**
     * Reads what is new, once.
     *
     * @throws ChainException when the chain does not answer or contradicts the ledger: look again later
     */
    void look() {
        Sight sight = see();
        Point known = tip;
        long from = sight.tipStands() && known != null ? known.block() + 1 : recheck(sight.head());
        tip = null;
        for (long at = from; at <= sight.head().number(); at += CHUNK_BLOCKS) {
            read(at, Math.min(at + CHUNK_BLOCKS - 1, sight.head().number()), sight);
        }
        tip = Point.of(sight.head());
        publication.markFinal(sight.newestFinal());
        moveBase(sight.newestFinal());
    }

    private Sight see() {
        Point known = tip;
        List<RpcCall> calls = new ArrayList<>(
                List.of(RpcCall.of("eth_chainId"), RpcCall.blockByTag("latest"), RpcCall.blockByTag("finalized")));
        if (known != null) {
            calls.add(RpcCall.blockByNumber(known.block()));
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
        return new Sight(head, settings.finality().newestFinal(head.number(), finalizedNumber), stands);
    }

    private static boolean stands(Point point, Json block) {
        return !block.isNull() && ChainBlock.read(block).hash().equals(point.hash());
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
            base = null;
            database.write(session -> {
                Meta.WATCHED_BLOCK.remove(session);
                return true;
            });
        }
        long afterBase = base == null ? settings.firstBlock() : base.block() + 1;
        return Math.max(row.map(AnchorRow::block).orElse(0L), afterBase);
    }

    private boolean stands(AnchorRow row, ChainBlock head) {
        return stands(new Point(row.block(), row.blockHash()), head);
    }

    private boolean stands(Point point, ChainBlock head) {
        if (point.block() > head.number()) {
            return false;
        }
        ChainBlock now = client.block(point.block())
                .orElseThrow(() -> new ChainException(
                        Reason.MALFORMED, "block " + point.block() + " is missing below block " + head.number()));
        return now.hash().equals(point.hash());
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

    private void read(long from, long to, Sight sight) {
        List<String> topics = List.of(AnchoredEvent.TOPIC, settings.logId().toString());
        List<AnchorRow> rows = new ArrayList<>();
        for (ChainLog log : client.logs(settings.contract(), topics, from, to)) {
            rows.add(row(log, sight));
        }
        publication.publish(rows);
    }

    private AnchorRow row(ChainLog log, Sight sight) {
        ChainBlock block = blockOf(log, sight.head());
        try {
            AnchoredEvent event = AnchoredEvent.decode(log.topics(), log.data());
            return new AnchorRow(
                    new TreeSize(event.size()),
                    History.digest(event.root()),
                    log.tx(),
                    log.block(),
                    log.blockHash(),
                    block.timeSeconds(),
                    log.logIndex(),
                    log.block() <= sight.newestFinal());
        } catch (ContractDecodingException e) {
            throw new ChainException(Reason.MALFORMED, "event in " + log.tx(), e);
        }
    }

    private ChainBlock blockOf(ChainLog log, ChainBlock head) {
        ChainBlock block = log.block() == head.number()
                ? head
                : client.block(log.block())
                        .orElseThrow(() -> new ChainException(
                                Reason.MALFORMED, "block " + log.block() + " of an event is missing"));
        if (!block.hash().equals(log.blockHash())) {
            throw new ChainException(
                    Reason.MALFORMED, "block " + log.block() + " changed while it was read: a reorganization");
        }
        return block;
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
