package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
    private final AppendQueue queue = new AppendQueue();

    @Test
    void refusesWhatWouldExceedItsEntries() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer(ticket(1_000, 1))).isTrue();
        }
        assertThat(queue.offer(ticket(AppendQueue.ENTRIES_MAX - 4_000 + 1, 1))).isFalse();
        assertThat(queue.offer(ticket(AppendQueue.ENTRIES_MAX - 4_000, 1))).isTrue();
        assertThat(queue.offer(ticket(1, 1))).isFalse();

        assertThat(queue.take()).hasSize(1);
        assertThat(queue.offer(ticket(1_000, 1))).isTrue();
    }

    @Test
    void refusesWhatWouldExceedItsBytes() throws Exception {
        assertThat(queue.offer(ticket(1, AppendQueue.BYTES_MAX))).isTrue();
        assertThat(queue.offer(ticket(1, 1))).isFalse();
        queue.take();
        assertThat(queue.offer(ticket(1, 1))).isTrue();
    }

    @Test
    void neverSplitsAnArrayAndKeepsTheOrder() throws Exception {
        Ticket first = ticket(20, 1);
        Ticket array = ticket(1_000, 1);
        Ticket last = ticket(5, 1);
        Ticket next = ticket(1_000, 1);
        List.of(first, array, last, next).forEach(queue::offer);

        assertThat(queue.take()).containsExactly(first, array);
        assertThat(queue.take()).containsExactly(last, next);
    }

    @Test
    void whatCameSinceJoinsABatchAsFarAsThereIsRoom() throws Exception {
        Ticket first = ticket(20, 1);
        Ticket array = ticket(1_000, 1);
        Ticket last = ticket(5, 1);
        queue.offer(first);
        List<Ticket> batch = queue.take();
        List.of(array, last).forEach(queue::offer);

        assertThat(queue.takeMore(batch)).containsExactly(array);
        assertThat(batch).containsExactly(first, array);
        assertThat(queue.takeMore(batch)).isEmpty();
        assertThat(queue.take()).containsExactly(last);
        assertThat(queue.takeMore(new ArrayList<>())).isEmpty();
    }

    @Test
    void dropsWhatWasWithdrawn() throws Exception {
        Ticket withdrawn = new Ticket(request(1, 1, Duration.ZERO));
        Ticket stays = ticket(1, 1);
        queue.offer(withdrawn);
        queue.offer(stays);

        assertThat(withdrawn.await()).isEqualTo(new Outcome.Withdrawn());
        assertThat(queue.take()).containsExactly(stays);
    }

    @Test
    void givesWhatIsInAfterItWasClosedAndThenNothing() throws Exception {
        Ticket in = ticket(1, 1);
        queue.offer(in);
        queue.close();

        assertThat(queue.offer(ticket(1, 1))).isFalse();
        assertThat(queue.take()).containsExactly(in);
        assertThat(queue.take()).isEmpty();
    }

    private static Ticket ticket(int entries, int bytes) {
        return new Ticket(request(entries, bytes, Duration.ofSeconds(20)));
    }

    private static AppendRequest request(int entries, int bytes, Duration patience) {
        return new AppendRequest(Collections.nCopies(entries, TestLedger.add("203.0.113.1")), null, bytes, patience);
    }
}
