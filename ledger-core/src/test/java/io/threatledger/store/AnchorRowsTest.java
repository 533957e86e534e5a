package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorRowsTest {
    private static final Digest ROOT = Rfc6962.leafHash(new byte[] {1});
    private static final Digest OTHER = Rfc6962.leafHash(new byte[] {2});

    @TempDir
    Path folder;

    private LedgerDatabase database;

    @BeforeEach
    void create() {
        database = LedgerDatabase.create(folder.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEntryIsCoveredByTheFirstAnchorBeyondIt() {
        write(s -> List.of(anchor(3, 10), anchor(5, 11), anchor(9, 12)).forEach(row -> row.put(s)));
        assertThat(covering(0)).contains(3L);
        assertThat(covering(2)).contains(3L);
        assertThat(covering(3)).contains(5L);
        assertThat(covering(8)).contains(9L);
        assertThat(covering(9)).isEmpty();
    }

    @Test
    void aReorganizationTakesBackABlockAndAllAfterIt() {
        write(s -> List.of(anchor(3, 10), anchor(5, 11), anchor(9, 11), anchor(12, 14))
                .forEach(row -> row.put(s)));
        assertThat(sizeOf(s -> AnchorRow.newestBefore(s, 14))).contains(9L);
        assertThat(sizeOf(s -> AnchorRow.newestBefore(s, 11))).contains(3L);
        write(s -> AnchorRow.takeBackFrom(s, 11));
        assertThat(sizeOf(AnchorRow::newest)).contains(3L);
        write(anchor(5, 12)::put);
        assertThat(sizeOf(AnchorRow::newest)).contains(5L);
    }

    @Test
    void theSameAnchorInAnotherBlockReplacesTheRow() {
        write(anchor(3, 10)::put);
        write(anchor(3, 12)::put);
        long block = database.read(AnchorRow::newest).orElseThrow().block();
        assertThat(block).isEqualTo(12);
    }

    @Test
    void anchorsBecomeFinalUpToABlock() {
        write(s -> List.of(anchor(3, 10), anchor(5, 11), anchor(9, 12)).forEach(row -> row.put(s)));
        assertThat(is(s -> AnchorRow.becomesFinal(s, 9))).isFalse();
        assertThat(is(s -> AnchorRow.becomesFinal(s, 11))).isTrue();
        write(s -> AnchorRow.markFinal(s, 11));
        assertThat(is(s -> AnchorRow.becomesFinal(s, 11))).isFalse();
        assertThat(sizeOf(AnchorRow::newestFinal)).contains(5L);
        assertThat(is(s -> AnchorRow.count(s, true) == 2 && AnchorRow.count(s, false) == 1))
                .isTrue();
    }

    @Test
    void aSecondCheckpointOfASizeIsRefusedWhateverItsRoot() {
        write(new CheckpointRow(new TreeSize(3), ROOT, "note", 100)::insert);
        for (Digest root : List.of(ROOT, OTHER)) {
            CheckpointRow second = new CheckpointRow(new TreeSize(3), root, "other", 101);
            assertThatThrownBy(() -> write(second::insert)).isInstanceOf(StorageException.class);
        }
        Digest kept = database.read(CheckpointRow::newest).orElseThrow().root();
        assertThat(kept).isEqualTo(ROOT);
    }

    @Test
    void aReaderWithADelaySeesTheNewestCheckpointOldEnough() {
        for (long size : new long[] {2, 5, 6, 9}) {
            write(new CheckpointRow(new TreeSize(size), ROOT, "note", 100 + 10 * (size / 3))::insert);
        }
        assertThat(signedBy(99)).isEmpty();
        assertThat(signedBy(100)).contains(2L);
        assertThat(signedBy(119)).contains(5L);
        assertThat(signedBy(120)).contains(6L);
        assertThat(signedBy(1_000)).contains(9L);
    }

    @Test
    void submissionsOfANonceComeNewestFirst() {
        write(s -> {
            submission("0x01", 7, 10).put(s);
            submission("0x02", 7, 12).put(s);
            submission("0x03", 8, 12).put(s);
            SubmissionRow.mined(s, "0x02", 50_000, new BigInteger("20000000000000000000"));
        });
        List<SubmissionRow> sent = database.read(s -> SubmissionRow.ofNonce(s, 7));
        assertThat(sent.stream().map(SubmissionRow::tx)).containsExactly("0x02", "0x01");
        assertThat(sent.getFirst().gasUsed()).isEqualTo(50_000);
        assertThat(sent.getLast().gasUsed()).isNull();
        BigInteger spent = database.read(SubmissionRow::spentWei);
        assertThat(spent).isEqualTo(new BigInteger("1000000000000000000000000"));
    }

    private void write(Consumer<Session> work) {
        database.write(session -> {
            work.accept(session);
            return true;
        });
    }

    private boolean is(Function<Session, Boolean> question) {
        return database.read(question);
    }

    private Optional<Long> sizeOf(Function<Session, Optional<AnchorRow>> find) {
        return database.read(find).map(row -> row.size().value());
    }

    private Optional<Long> covering(long index) {
        return sizeOf(session -> AnchorRow.covering(session, new LeafIndex(index)));
    }

    private Optional<Long> signedBy(long seconds) {
        return database.read(session -> CheckpointRow.newestSignedBy(session, seconds))
                .map(row -> row.size().value());
    }

    private static AnchorRow anchor(long size, long block) {
        return new AnchorRow(new TreeSize(size), ROOT, "0xaa", block, "0xbb" + block, 1_000 + block, 0, false);
    }

    private static SubmissionRow submission(String tx, long nonce, long maxFee) {
        return new SubmissionRow(
                tx,
                nonce,
                new TreeSize(3),
                ROOT,
                BigInteger.valueOf(maxFee),
                BigInteger.ONE,
                60_000,
                100,
                5,
                null,
                null);
    }
}
