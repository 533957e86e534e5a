package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import java.util.List;
import java.util.Optional;

/**
 * The log's anchors in a range of blocks, held against what the contract itself says of its head.
 *
 * <p>A node that leaves events out, or has not indexed them yet, or makes them up, contradicts its own contract and is
 * not believed. Owned by the watcher's thread.
 */
final class AnchorEvents {
    private final ChainClient client;
    private final ChainSettings settings;
    private final LedgerDatabase database;
    private long chunkBlocks = ChainReader.CHUNK_BLOCKS;

    AnchorEvents(ChainClient client, ChainSettings settings, LedgerDatabase database) {
        this.client = client;
        this.settings = settings;
        this.database = database;
    }

    /** Where one call that begins at {@code from} ends: providers differ in how many blocks they allow. */
    long end(long from, ChainBlock head) {
        return Math.min(from + chunkBlocks - 1, head.number());
    }

    /**
     * Reads the anchors in these blocks, in the chain's order.
     *
     * @param to included, not beyond {@code head}
     * @throws ChainException when the node refuses so many blocks, or contradicts itself
     */
    List<AnchorRow> read(long from, long to, ChainBlock head, long newestFinal) {
        return ChainClient.insisting(() -> readOnce(from, to, head, newestFinal));
    }

    private List<AnchorRow> readOnce(long from, long to, ChainBlock head, long newestFinal) {
        List<String> topics = List.of(AnchoredEvent.TOPIC, settings.logId().toString());
        List<RpcAnswer> answers =
                client.askAll(List.of(RpcCall.logs(settings.contract(), topics, from, to), headAt(head.number())));
        boolean refused = answers.getFirst().failed();
        chunkBlocks = refused ? Math.max(1, (to - from + 1) / 2) : ChainReader.CHUNK_BLOCKS;
        List<AnchorRow> rows = ChainClient.logs(answers.getFirst().result(), settings.contract(), topics).stream()
                .map(log -> row(log, head, newestFinal))
                .toList();
        ContractHead says = ChainClient.decoded(answers.getLast().result(), LedgerContract::decodeHead);
        Optional<AnchorRow> newest = rows.isEmpty()
                ? database.read(session -> AnchorRow.newestBefore(session, from))
                : Optional.of(rows.getLast());
        if (!isNewest(newest, says) && (to == head.number() || sizeOf(newest) > says.size())) {
            throw new ChainException(
                    Reason.MALFORMED,
                    "at block " + head.number() + " the contract holds " + says.size() + " entries with root "
                            + says.root() + ", its newest event up to block " + to + " is of size "
                            + sizeOf(newest) + ": the node hides events or makes them up");
        }
        return rows;
    }

    /** Asks for the contract's head as it was after this block. */
    RpcCall headAt(long block) {
        return RpcCall.ethCallAt(settings.contract().value(), LedgerContract.encodeHead(settings.logId()), block);
    }

    /** Empty where the node no longer keeps the state of that block, or the contract was not there yet. */
    static Optional<ContractHead> headIfTold(RpcAnswer answer) {
        return answer.failed() || answer.result().data().equals("0x")
                ? Optional.empty()
                : Optional.of(ChainClient.decoded(answer.result(), LedgerContract::decodeHead));
    }

    /** Whether this is the anchor that the contract's head came from. */
    static boolean isNewest(Optional<AnchorRow> anchor, ContractHead says) {
        return anchor.map(row -> row.size().value() == says.size()
                        && History.rootOf(says).equals(row.root()))
                .orElse(says.isEmpty());
    }

    private static long sizeOf(Optional<AnchorRow> row) {
        return row.map(anchor -> anchor.size().value()).orElse(0L);
    }

    private AnchorRow row(ChainLog log, ChainBlock head, long newestFinal) {
        ChainBlock block = blockOf(log, head);
        AnchoredEvent event = log.event(AnchoredEvent::decode);
        return new AnchorRow(
                new TreeSize(event.size()),
                History.digest(event.root()),
                log.tx(),
                log.block(),
                log.blockHash(),
                block.timeSeconds(),
                log.logIndex(),
                log.block() <= newestFinal);
    }

    private ChainBlock blockOf(ChainLog log, ChainBlock head) {
        ChainBlock block = log.block() == head.number() ? head : client.existingBlock(log.block());
        if (!block.hash().equals(log.blockHash())) {
            throw new ChainException(
                    Reason.MALFORMED, "block " + log.block() + " changed while it was read: a reorganization");
        }
        return block;
    }
}
