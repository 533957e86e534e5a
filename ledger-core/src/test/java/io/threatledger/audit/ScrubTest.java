package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.query.Publications;
import io.threatledger.store.TallyRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
    private static final ScrubPace AT_ONCE = new ScrubPace(8, 0, Duration.ZERO);
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void damageIsToldOnceForEachTableAndForgottenWhenItIsMended() throws Exception {
        try (TestLedger ledger = new TestLedger(folder)) {
            RichLedger.fill(ledger, 20);
            try (Scrub scrub = scrub(ledger, AT_ONCE)) {
                until(() -> scrub.lastPassEndedAtSeconds() > 0);
                assertThat(scrub.damages()).isEmpty();

                run(ledger, "UPDATE threats SET category = 'other' WHERE idx IN (12, 17)");
                until(() -> scrub.damagedRows() > 0);
                assertThat(scrub.damages()).extracting(Damage::row).containsExactly("12");

                run(ledger, "UPDATE threats SET category = 'ssh-brute-force' WHERE idx IN (12, 17)");
                until(() -> scrub.damagedRows() == 0);
            }
        }
    }

    /** Everything that changes rows happens under it, again and again, and never looks like damage. */
    @Test
    void whatChangesUnderItIsNoDamage() throws Exception {
        try (TestLedger ledger = new TestLedger(folder)) {
            Publications publications = new Publications(ledger);
            RichLedger.fill(ledger, 240);
            try (Scrub scrub = scrub(ledger, AT_ONCE)) {
                for (int round = 0; round < 40; round++) {
                    Change.RevokeThreat revoked = ledger.revoke(round);
                    ledger.append(
                            RichLedger.add("192.0.2." + round % 5, 1L),
                            RichLedger.add("2001:db8:" + round + "::/" + (48 + round % 16), 600L),
                            revoked);
                    ledger.advanceClock(Duration.ofSeconds(2));
                    long now = ledger.clock().instant().getEpochSecond();
                    ledger.database().write(session -> TallyRows.lapse(session, now, 10));
                    if (round % 4 == 0) {
                        publications.publish();
                    }
                    assertThat(scrub.damages()).isEmpty();
                }
                long rows = scrub.rows();
                until(() -> scrub.rows() > rows + 2_000);
                assertThat(scrub.damages()).isEmpty();
            }
        }
    }

    @Test
    void itTakesLessThanAHundredthOfACore() {
        Duration page = Duration.ofMillis(4);
        Duration rest = ScrubPace.SLOW.restAfter(page.toNanos());

        assertThat(page.toNanos() * 100).isLessThan(page.plus(rest).toNanos());
    }

    private static Scrub scrub(TestLedger ledger, ScrubPace pace) {
        Scrub scrub = new Scrub(ledger.database().file(), RichLedger.KEYS, ledger.clock(), System::nanoTime, pace);
        scrub.start();
        return scrub;
    }

    private static void run(TestLedger ledger, String sql) {
        ledger.database().write(session -> session.run(sql));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within %s", List.of(AT_MOST)).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
