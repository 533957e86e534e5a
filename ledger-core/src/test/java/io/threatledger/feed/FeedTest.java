package io.threatledger.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.store.StorageException;
import io.threatledger.store.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The feed over a renderer that only counts. */
class FeedTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger rendered = new AtomicInteger();
    private final Renderer<Long> indexes = (from, to) -> {
        rendered.addAndGet((int) (to - from));
        return LongStream.range(from, to).boxed().toList();
    };

    @Test
    void aRendererThatGivesTooFewEventsIsNotFollowed() throws InterruptedException {
        Watermark published = new Watermark(3);
        try (Feed<Long> feed = new Feed<>((from, to) -> List.of(), published);
                Feed<Long>.Cursor cursor = feed.after(0)) {
            assertThatThrownBy(() -> cursor.next(LONG)).isInstanceOf(StorageException.class);
        }
    }

    @Test
    void nothingBeyondThePublishedIsTold() throws InterruptedException {
        Watermark published = new Watermark(2);
        try (Feed<Long> feed = new Feed<>(indexes, published, 8)) {
            feed.start();
            try (Feed<Long>.Cursor cursor = feed.after(1)) {
                assertThat(cursor.next(Duration.ofMillis(20))).isEmpty();
                published.advance(3);
                assertThat(cursor.next(LONG)).containsExactly(2L);
            }
        }
    }

    @Test
    void theFirstQuestionAfterARestartNeedsNoRendering() throws InterruptedException {
        try (Feed<Long> feed = new Feed<>(indexes, new Watermark(5), 8)) {
            feed.start();
            int atStart = rendered.get();
            try (Feed<Long>.Cursor cursor = feed.after(-1)) {
                assertThat(cursor.next(LONG)).containsExactly(0L, 1L, 2L, 3L, 4L);
            }
            assertThat(rendered.get()).isEqualTo(atStart).isEqualTo(5);
        }
    }

    @Test
    void whoFellOutOfTheRingReadsOnFromTheStore() throws InterruptedException {
        Watermark published = new Watermark(0);
        try (Feed<Long> feed = new Feed<>(indexes, published, 8)) {
            feed.start();
            try (Feed<Long>.Cursor cursor = feed.fromNow()) {
                published.advance(1_000);
                assertThat(read(cursor, 1_000))
                        .isEqualTo(LongStream.range(0, 1_000).boxed().toList());
            }
        }
    }

    @Test
    void anIdThatWasNeverPublishedCountsAsNow() throws InterruptedException {
        Watermark published = new Watermark(4);
        try (Feed<Long> feed = new Feed<>(indexes, published, 8)) {
            feed.start();
            try (Feed<Long>.Cursor cursor = feed.after(900)) {
                published.advance(5);
                assertThat(cursor.next(LONG)).containsExactly(4L);
            }
        }
    }

    @Test
    void nothingIsRenderedWhileNobodyListens() throws InterruptedException {
        Watermark published = new Watermark(0);
        try (Feed<Long> feed = new Feed<>(indexes, published, 8)) {
            feed.start();
            published.advance(100);
            while (feed.frontier().value() < 100) {
                Thread.onSpinWait();
            }
            assertThat(rendered.get()).isZero();
            try (Feed<Long>.Cursor cursor = feed.after(97)) {
                assertThat(cursor.next(LONG)).containsExactly(98L, 99L);
            }
        }
    }

    @Test
    void manySubscribersSeeEveryEventOnceInOrderWhileTheyComeAndGo() throws Exception {
        Watermark published = new Watermark(0);
        int events = 5_000;
        try (Feed<Long> feed = new Feed<>(indexes, published, 64);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            feed.start();
            List<CompletableFuture<List<Long>>> subscribers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                subscribers.add(CompletableFuture.supplyAsync(() -> readWithReconnects(feed, events), threads));
            }
            for (int size = 7; size < events + 7; size += 7) {
                published.advance(Math.min(size, events));
                Thread.onSpinWait();
            }
            List<Long> expected = LongStream.range(0, events).boxed().toList();
            for (CompletableFuture<List<Long>> subscriber : subscribers) {
                assertThat(subscriber.get()).isEqualTo(expected);
            }
            assertThat(feed.subscribers()).isZero();
        }
    }

    @Test
    void closingEndsEveryoneWhoWaits() throws Exception {
        Feed<Long> feed = new Feed<>(indexes, new Watermark(0), 8);
        feed.start();
        Feed<Long>.Cursor cursor = feed.fromNow();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return cursor.next(LONG).isEmpty() && cursor.hasEnded();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        feed.close();
        assertThat(ended.get()).isTrue();
    }

    private static List<Long> read(Feed<Long>.Cursor cursor, int events) throws InterruptedException {
        List<Long> all = new ArrayList<>();
        while (all.size() < events) {
            all.addAll(cursor.next(LONG));
        }
        return all;
    }

    private static List<Long> readWithReconnects(Feed<Long> feed, int events) {
        List<Long> all = new ArrayList<>();
        try {
            while (all.size() < events) {
                try (Feed<Long>.Cursor cursor = feed.after(all.isEmpty() ? -1 : all.getLast())) {
                    for (int i = 0; i < 20 && all.size() < events; i++) {
                        all.addAll(cursor.next(LONG));
                    }
                }
            }
            return all;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
