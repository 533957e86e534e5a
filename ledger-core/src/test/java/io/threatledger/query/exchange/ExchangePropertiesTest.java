package io.threatledger.query.exchange;

import io.threatledger.log.TestLedger;
import io.threatledger.store.TallyRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the exchange answers is the fold of the entries, after any history, for any filter. */
class ExchangePropertiesTest {
    private static final int STEPS = 40;
    private static final int ROWS_MAX = 1_000;

    @Property(tries = 25)
    void answersAreTheFoldOfTheEntries(@ForAll Random random) throws IOException {
        Path folder = Files.createTempDirectory("exchange");
        try (TestLedger ledger = new TestLedger(folder)) {
            Histories histories = new Histories(ledger, random);
            histories.happen(random.nextInt(STEPS));
            Exchange exchange = new Exchange(ledger.database(), ledger.clock());
            ExchangeAndFold both = new ExchangeAndFold(exchange, NaiveFold.of(ledger));
            both.check(histories);
            // expired and lapsed are told alike
            long now = ledger.clock().instant().getEpochSecond();
            ledger.database().write(session -> TallyRows.lapse(session, now, ROWS_MAX));
            both.check(histories);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
