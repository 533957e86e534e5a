package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.contracts.LedgerOnChain.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Trees of up to 2^40 entries, where nobody can be exhaustive. Each try is one batch of damage and one honest step. */
class AnchorPropertiesTest {
    private static final long SIZE_MAX = 1L << 40;
    private static final int TRIES = 300;
    private static final LedgerOnChain LEDGER = SharedChains.anvil();

    @Property(tries = TRIES)
    void onlyTheHonestProofIsTaken(
            @ForAll @LongRange(min = 1, max = SIZE_MAX - 1) long m,
            @ForAll @LongRange(min = 1, max = SIZE_MAX) long growth,
            @ForAll @IntRange(max = 255) int bit,
            @ForAll @IntRange(max = 63) int place) {
        ReferenceTree tree = HugeTree.of(m, m + growth, 1, m);
        Step honest = Step.honest(tree, m, m + growth);
        List<Step> damaged = damaged(honest, bit, place);

        List<Step> all = new ArrayList<>(damaged);
        all.add(honest);
        List<Optional<ContractError>> verdicts = LEDGER.verdicts(all);

        assertThat(verdicts.getLast()).isEmpty();
        assertThat(verdicts.subList(0, damaged.size())).allMatch(Optional::isPresent);
    }

    @Property(tries = TRIES)
    void rewrittenOrForkedHistoryIsRefusedWithItsOwnHonestProof(
            @ForAll @LongRange(min = 1, max = SIZE_MAX - 1) long m,
            @ForAll @LongRange(min = 1, max = SIZE_MAX) long growth,
            @ForAll @LongRange(min = 1, max = SIZE_MAX) long back) {
        long n = m + growth;
        long common = Math.max(0, m - back);
        ReferenceTree held = HugeTree.of(m, n, 1, common);
        ReferenceTree rewritten = HugeTree.of(m, n, 2, common);
        Step step = new Step(held.head(m), rewritten.head(n), rewritten.proof(m, n));

        ContractError error = LEDGER.verdicts(List.of(step)).getFirst().orElseThrow();

        assertThat(error.refusal())
                .isEqualTo(Long.bitCount(m) == 1 ? Refusal.GIVEN_ROOT_NOT_PROVEN : Refusal.HELD_ROOT_NOT_PROVEN);
    }

    /** A fork after the head held is a history as good as the other: whichever comes first is the one. */
    @Property(tries = TRIES)
    void forkBehindTheHeldHeadIsTakenWithItsOwnProofOnly(
            @ForAll @LongRange(min = 1, max = SIZE_MAX - 1) long m,
            @ForAll @LongRange(min = 1, max = SIZE_MAX) long growth) {
        long n = m + growth;
        ReferenceTree one = HugeTree.of(m, n, 1, m);
        ReferenceTree other = HugeTree.of(m, n, 2, m);
        List<Step> steps = List.of(
                Step.honest(one, m, n),
                Step.honest(other, m, n),
                new Step(one.head(m), other.head(n), one.proof(m, n)));

        assertThat(LEDGER.verdicts(steps).stream().map(verdict -> verdict.map(ContractError::refusal)))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Refusal.GIVEN_ROOT_NOT_PROVEN));
    }

    private static List<Step> damaged(Step honest, int bit, int place) {
        List<Bytes32> proof = honest.proof();
        TreeHead held = honest.held();
        TreeHead given = honest.given();
        int index = place % proof.size();
        List<Bytes32> flipped = new ArrayList<>(proof);
        flipped.set(index, flip(proof.get(index), bit));
        List<Bytes32> extended = new ArrayList<>(proof);
        extended.add(index, proof.get(index));
        List<Bytes32> reversed = new ArrayList<>(proof);
        Collections.reverse(reversed);
        List<Step> damaged = new ArrayList<>(List.of(
                new Step(held, given, flipped),
                new Step(held, given, extended),
                new Step(held, given, proof.subList(0, proof.size() - 1)),
                new Step(held, given, proof.subList(1, proof.size())),
                new Step(held, given, List.of()),
                new Step(held, new TreeHead(given.size(), flip(given.root(), bit)), proof),
                new Step(new TreeHead(held.size(), flip(held.root(), bit)), given, proof),
                new Step(held, new TreeHead(given.size(), held.root()), proof),
                new Step(given, held, proof)));
        if (proof.size() > 1) {
            damaged.add(new Step(held, given, reversed));
        }
        return damaged;
    }

    private static Bytes32 flip(Bytes32 hash, int bit) {
        byte[] bytes = hash.toBytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes32.of(bytes);
    }
}
