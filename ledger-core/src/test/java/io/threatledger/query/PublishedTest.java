package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a delay withholds, and for how long. */
class PublishedTest {
    private static final Instant START = Instant.parse("2026-11-22T03:00:00.400Z");
    private static final Duration HOUR = Duration.ofHours(1);

    /** One step: time goes by, back if negative, and then perhaps something is published. */
    record Step(int millis, boolean publishes) {}

    /** A published size and the moment of its signature, to the millisecond. */
    private record Signed(TreeSize size, Instant at) {}

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Watermark watermark = new Watermark(0);
    private final List<Signed> signed = new ArrayList<>();

    @Test
    void whatIsYoungerThanTheDelayIsNotSeen(@TempDir Path folder) {
        try (LedgerDatabase database = LedgerDatabase.create(folder.resolve("ledger.db"))) {
            Published published = new Published(database, watermark, now::get);
            assertThat(published.withheld(Duration.ZERO)).isEqualTo(TreeSize.EMPTY);
            assertThat(published.withheld(HOUR)).isEqualTo(TreeSize.EMPTY);
            publish(database, 7);
            assertThat(published.withheld(Duration.ZERO)).isEqualTo(new TreeSize(7));
            assertThat(published.withheld(HOUR)).isEqualTo(TreeSize.EMPTY);
            now.set(START.plus(HOUR).minusMillis(1));
            assertThat(published.withheld(HOUR)).isEqualTo(TreeSize.EMPTY);
            now.set(START.plus(HOUR).plusSeconds(1));
            assertThat(published.withheld(HOUR)).isEqualTo(new TreeSize(7));
            assertThat(published.withheld(HOUR.plusSeconds(5))).isEqualTo(TreeSize.EMPTY);
            now.set(START);
            assertThat(published.withheld(HOUR)).isEqualTo(new TreeSize(7));
        }
    }

    @Property(tries = 60)
    void noReaderSeesWhatIsTooYoungOrMissesWhatIsOldOrLosesWhatItSaw(
            @ForAll("steps") List<Step> steps, @ForAll("delays") Duration delay) throws IOException {
        Path folder = Files.createTempDirectory("published");
        now.set(START);
        watermark = new Watermark(0);
        signed.clear();
        boolean wentBack = false;
        TreeSize last = TreeSize.EMPTY;
        try (LedgerDatabase database = LedgerDatabase.create(folder.resolve("ledger.db"))) {
            Published published = new Published(database, watermark, now::get);
            for (Step step : steps) {
                wentBack |= step.millis() < 0;
                now.updateAndGet(at -> at.plusMillis(step.millis()));
                if (step.publishes()) {
                    publish(database, watermark.value() + 3);
                }
                TreeSize seen = published.withheld(delay);
                assertThat(seen).isGreaterThanOrEqualTo(last);
                last = seen;
                if (!wentBack) {
                    assertThat(seen)
                            .isLessThanOrEqualTo(newestSignedBy(now.get().minus(delay)));
                    assertThat(seen)
                            .isGreaterThanOrEqualTo(
                                    newestSignedBy(now.get().minus(delay).minusSeconds(3)));
                }
            }
        } finally {
            for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> forward = Arbitraries.integers().between(0, 4_000);
        Arbitrary<Integer> any = Arbitraries.integers().between(-5_000, 4_000);
        Arbitrary<Boolean> publishes = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                Combinators.combine(forward, publishes).as(Step::new).list().ofMaxSize(40),
                Combinators.combine(any, publishes).as(Step::new).list().ofMaxSize(40));
    }

    @Provide
    Arbitrary<Duration> delays() {
        return Arbitraries.of(0, 1, 500, 1_000, 1_500, 10_000).map(Duration::ofMillis);
    }

    private TreeSize newestSignedBy(Instant time) {
        return signed.stream()
                .filter(one -> !one.at().isAfter(time))
                .map(Signed::size)
                .max(TreeSize::compareTo)
                .orElse(TreeSize.EMPTY);
    }

    /** As the watcher does: a clock that went back does not make a signature older. */
    private void publish(LedgerDatabase database, long size) {
        long second = database.read(CheckpointRow::newest)
                .map(row -> Math.max(row.signedAtSeconds(), now.get().getEpochSecond()))
                .orElse(now.get().getEpochSecond());
        database.write(session -> {
            new CheckpointRow(new TreeSize(size), Digest.of(new byte[Digest.LENGTH_BYTES]), "note", second)
                    .insert(session);
            return size;
        });
        watermark.advance(size);
        signed.add(new Signed(new TreeSize(size), now.get()));
    }
}
