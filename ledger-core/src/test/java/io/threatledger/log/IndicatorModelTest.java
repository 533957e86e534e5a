package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.ThreatRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Random requests of every kind of change through the real sequencer, one by one and many at once, beside a model that is
 * a list and a few loops. A request that is refused leaves the model as it was.
 */
class IndicatorModelTest {
    private static final int ROUNDS = 8;
    private static final int REQUESTS_AT_ONCE = 5;
    private static final int CHANGES_MAX = 4;
    private static final List<Long> TTLS = List.of(60L, 100L);

    /** A threat in the model. */
    private record Told(
            long index,
            String owner,
            ThreatClaims claims,
            @Nullable Long expires,
            @Nullable Long supersedes,
            @Nullable Long revokedBy,
            @Nullable Long supersededBy) {

        boolean isActiveAt(long now) {
            return revokedBy == null && supersededBy == null && (expires == null || expires > now);
        }

        Told revoked(long by) {
            return new Told(index, owner, claims, expires, supersedes, by, supersededBy);
        }

        Told superseded(long by) {
            return new Told(index, owner, claims, expires, supersedes, revokedBy, by);
        }
    }

    /** What a change asks of the model: the items of its answer, or why not. */
    private sealed interface Answer {}

    private record Items(List<IdempotencyRow.Item> items) implements Answer {}

    private record No(Outcome outcome) implements Answer {}

    private List<Told> model = new ArrayList<>();
    private long size;
    /** So many entries were there when the requests were made: those have ids. */
    private long nameable;

    private long now;

    @Property(tries = 12)
    void agreesWithTheModel(@ForAll Random random) throws Exception {
        Path folder = Files.createTempDirectory("indicator-model");
        model = new ArrayList<>();
        size = 0;
        try (TestLedger ledger = new TestLedger(folder)) {
            for (int i = 0; i < ROUNDS; i++) {
                ledger.advanceClock(Duration.ofSeconds(random.nextInt(3) * 30L));
                now = ledger.clock().instant().getEpochSecond();
                round(ledger, random);
            }
            ledger.check();
            model.forEach(told -> compare(told, ledger));
            assertThat(ledger.head().size().value()).isEqualTo(size);
        } finally {
            delete(folder);
        }
    }

    /** The requests of a round are decided on top of a commit that hangs, or each after the commit of the one before. */
    private void round(TestLedger ledger, Random random) throws Exception {
        List<List<Change>> requests = new ArrayList<>();
        List<Told> known = List.copyOf(model);
        nameable = size;
        for (int i = 0; i < REQUESTS_AT_ONCE; i++) {
            List<Change> changes = new ArrayList<>();
            for (int count = 1 + random.nextInt(CHANGES_MAX); count > 0; count--) {
                changes.add(change(ledger, known, random));
            }
            requests.add(changes);
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (random.nextBoolean()) {
            requests.forEach(changes -> outcomes.add(ledger.append(TestLedger.request(changes))));
        } else {
            requests.addFirst(List.of(new Change.AddThreat("elsewhere", TestLedger.claims("192.0.2.1"), false)));
            outcomes.addAll(atOnce(ledger, requests));
        }
        for (int i = 0; i < outcomes.size(); i++) {
            assertThat(outcomes.get(i)).as("%s", requests.get(i)).isEqualTo(decide(ledger, requests.get(i)));
        }
    }

    private static List<Outcome> atOnce(TestLedger ledger, List<List<Change>> requests) throws Exception {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        try (HangingCommit commit = new HangingCommit(ledger)) {
            answers.add(commit.hang(TestLedger.request(requests.getFirst())));
            for (List<Change> changes : requests.subList(1, requests.size())) {
                answers.add(commit.queue(TestLedger.request(changes)));
            }
            commit.goOn();
            for (CompletableFuture<Outcome> answer : answers) {
                answer.join();
            }
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static Change change(TestLedger ledger, List<Told> known, Random random) {
        String owner = "owner" + random.nextInt(2);
        Target target = Target.parse("203.0.113." + random.nextInt(3));
        ThreatClaims claims = ThreatClaims.of(target)
                .source("source" + random.nextInt(3))
                .confidence(random.nextInt(2))
                .ttlSeconds(random.nextBoolean() ? null : TTLS.get(random.nextInt(TTLS.size())))
                .build();
        int confidence = random.nextInt(3);
        return switch (random.nextInt(7)) {
            case 0 -> new Change.AddIndicator(owner, claims);
            case 1 -> new Change.RevokeIndicator(owner, target, "taken back");
            case 2 ->
                known.isEmpty()
                        ? new Change.AddIndicator(owner, claims)
                        : ledger.revoke(known.get(random.nextInt(known.size())).index());
            case 3, 4 ->
                new Change.AmendIndicator(
                        owner,
                        target,
                        said -> said.toBuilder()
                                .confidence(confidence)
                                .ttlSeconds(claims.ttlSeconds())
                                .build(),
                        random.nextBoolean());
            default -> new Change.AddThreat(owner, claims, random.nextBoolean());
        };
    }

    private Outcome decide(TestLedger ledger, List<Change> changes) {
        List<Told> before = new ArrayList<>(model);
        long sizeBefore = size;
        List<IdempotencyRow.Item> items = new ArrayList<>();
        for (Change change : changes) {
            switch (decide(ledger, change)) {
                case Items more -> items.addAll(more.items());
                case No no -> {
                    model = before;
                    size = sizeBefore;
                    return no.outcome();
                }
            }
        }
        return Outcome.Appended.of(items);
    }

    private Answer decide(TestLedger ledger, Change change) {
        return switch (change) {
            case Change.AddThreat add -> {
                Told former =
                        active(add.owner(), add.claims().target(), add.claims().source());
                yield former != null && add.unlessActive() && former.claims().equals(add.claims())
                        ? existing(former.index())
                        : add(add.owner(), add.claims(), former);
            }
            case Change.RevokeThreat revoke -> {
                Told told = model.stream()
                        .filter(each -> each.index() < nameable
                                && ledger.id(each.index()).equals(revoke.threat()))
                        .findFirst()
                        .orElseThrow();
                yield told.revokedBy() == null ? new Items(List.of(revoke(told))) : existing(told.revokedBy());
            }
            case Change.AddIndicator add ->
                active(add.owner(), add.claims().target()).isEmpty()
                        ? add(add.owner(), add.claims(), null)
                        : new No(new Outcome.IndicatorExists());
            case Change.AmendIndicator amend -> amend(amend);
            case Change.RevokeIndicator revoke -> {
                List<Told> active = active(revoke.owner(), revoke.target());
                yield active.isEmpty()
                        ? new No(new Outcome.UnknownIndicator())
                        : new Items(active.stream().map(this::revoke).toList());
            }
        };
    }

    private Answer amend(Change.AmendIndicator amend) {
        List<Told> active = active(amend.owner(), amend.target());
        if (active.isEmpty()) {
            return new No(new Outcome.UnknownIndicator());
        }
        Told former = active.getFirst();
        ThreatClaims amended = amend.amendment().apply(former.claims());
        Long ttl = amended.ttlSeconds();
        Long expires = amend.keepsExpiry() ? former.expires() : ttl == null ? null : Long.valueOf(now + ttl);
        boolean isSaid = Objects.equals(expires, former.expires())
                && Objects.equals(amended.confidence(), former.claims().confidence());
        Long rest = expires == null ? null : Long.valueOf(expires - now);
        return isSaid
                ? existing(former.index())
                : add(amend.owner(), amended.toBuilder().ttlSeconds(rest).build(), former);
    }

    /** Newest first. */
    private List<Told> active(String owner, Target target) {
        return model.stream()
                .filter(told ->
                        told.owner().equals(owner) && told.claims().target().equals(target) && told.isActiveAt(now))
                .sorted(Comparator.comparingLong(Told::index).reversed())
                .toList();
    }

    private @Nullable Told active(String owner, Target target, String source) {
        return active(owner, target).stream()
                .filter(told -> told.claims().source().equals(source))
                .findFirst()
                .orElse(null);
    }

    private Answer add(String owner, ThreatClaims claims, @Nullable Told former) {
        long index = size++;
        Long ttl = claims.ttlSeconds();
        Long expires = ttl == null ? null : Long.valueOf(now + ttl);
        if (former != null) {
            model.set(model.indexOf(former), former.superseded(index));
        }
        model.add(new Told(index, owner, claims, expires, former == null ? null : former.index(), null, null));
        return new Items(List.of(item(index, false)));
    }

    private IdempotencyRow.Item revoke(Told told) {
        long index = size++;
        model.set(model.indexOf(told), told.revoked(index));
        return item(index, false);
    }

    private static Answer existing(long index) {
        return new Items(List.of(item(index, true)));
    }

    private static IdempotencyRow.Item item(long index, boolean existing) {
        return new IdempotencyRow.Item(new LeafIndex(index), existing);
    }

    private static void compare(Told told, TestLedger ledger) {
        ThreatRow row = ledger.threat(told.index());
        assertThat(row.revokedIndex()).isEqualTo(told.revokedBy());
        assertThat(row.supersededIndex()).isEqualTo(told.supersededBy());
        assertThat(row.expiresAtSeconds()).isEqualTo(told.expires());
        ThreatAdded added = (ThreatAdded) ledger.body(told.index());
        assertThat(added.claims()).isEqualTo(told.claims());
        assertThat(added.supersedes()).isEqualTo(told.supersedes() == null ? null : ledger.id(told.supersedes()));
        if (told.revokedBy() != null) {
            ThreatRevoked revoked = (ThreatRevoked) ledger.body(told.revokedBy());
            assertThat(revoked.threat()).isEqualTo(ledger.id(told.index()));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
