package io.threatledger.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.contracts.LedgerOnChain.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every pair of sizes up to 64, and every kind of damage to each. */
class AnchorExhaustiveTest {
    private static final long SIZE_MAX = 64;
    private static final ReferenceTree TREE = ReferenceTree.ofLeaves(-1);
    private static final List<ReferenceTree> CHANGED_AT =
            LongStream.range(0, SIZE_MAX).mapToObj(ReferenceTree::ofLeaves).toList();
    private static final LedgerOnChain LEDGER = SharedChains.anvil();

    @Test
    void hashRemovedFromAnyPlaceIsTooShort() {
        assertAll(
                Refusal.PROOF_TOO_SHORT,
                damageToProof(proof -> IntStream.range(0, proof.size()).mapToObj(i -> without(proof, i))));
    }

    @Test
    void hashInsertedAtAnyPlaceIsTooLong() {
        Bytes32 extra = ReferenceTree.sha256(ReferenceTree.text("extra"));
        assertAll(
                Refusal.PROOF_TOO_LONG,
                damageToProof(
                        proof -> IntStream.rangeClosed(0, proof.size()).mapToObj(i -> inserted(proof, i, extra))));
    }

    @Test
    void bitFlippedInAnyHashIsNotProven() {
        assertNoneProven(damageToProof(proof ->
                IntStream.range(0, proof.size()).mapToObj(i -> replaced(proof, i, flipped(proof.get(i), i)))));
    }

    @Test
    void neighbouringHashesSwappedAreNotProven() {
        assertNoneProven(damageToProof(proof -> IntStream.range(1, proof.size()).mapToObj(i -> swapped(proof, i))));
    }

    @Test
    void rewrittenPastIsRefusedWithItsOwnHonestProof() {
        assertNoneProven(steps((m, n) -> LongStream.of(0, m / 2, m - 1)
                .distinct()
                .mapToObj(changed -> {
                    ReferenceTree rewritten = changedAt(changed);
                    return new Step(TREE.head(m), rewritten.head(n), rewritten.proof(m, n));
                })));
    }

    @Test
    void rewrittenPastShowsInTheHeldRootUnlessTheSizeIsAPowerOfTwo() {
        List<Step> steps = steps((m, n) -> {
            ReferenceTree rewritten = changedAt(m - 1);
            return Stream.of(new Step(TREE.head(m), rewritten.head(n), rewritten.proof(m, n)));
        });
        List<Refusal> expected = steps.stream()
                .map(step -> Long.bitCount(step.held().size()) == 1
                        ? Refusal.GIVEN_ROOT_NOT_PROVEN
                        : Refusal.HELD_ROOT_NOT_PROVEN)
                .toList();
        assertThat(refusals(steps)).isEqualTo(expected);
    }

    @Test
    void forkedRootIsRefusedWithTheProofOfTheOtherBranch() {
        assertAll(
                Refusal.GIVEN_ROOT_NOT_PROVEN,
                steps((m, n) -> LongStream.of(m, n - 1)
                        .distinct()
                        .mapToObj(changed ->
                                new Step(TREE.head(m), changedAt(changed).head(n), TREE.proof(m, n)))));
    }

    @Test
    void shrunkOrEqualSizeIsRefusedWhateverTheProof() {
        List<Step> steps = steps((m, n) -> Stream.of(
                new Step(TREE.head(n), TREE.head(m), TREE.proof(m, n)),
                new Step(TREE.head(n), TREE.head(m), List.of()),
                new Step(TREE.head(n), TREE.head(0), List.of()),
                new Step(TREE.head(n), TREE.head(n), List.of()),
                new Step(TREE.head(n), changedAt(m).head(n), List.of())));
        assertAll(Refusal.SIZE_NOT_GROWING, steps);
    }

    @Test
    void zeroRootIsRefused() {
        assertAll(
                Refusal.ZERO_ROOT,
                steps((m, n) -> Stream.of(new Step(TREE.head(m), new TreeHead(n, Bytes32.ZERO), TREE.proof(m, n)))));
    }

    @Test
    void honestProofIsTaken() {
        List<Step> steps = steps((m, n) -> Stream.of(Step.honest(TREE, m, n)));
        assertThat(LEDGER.verdicts(steps)).hasSize(64 * 63 / 2).allMatch(Optional::isEmpty);
    }

    @Test
    void firstAnchorIsTakenWithoutProofAndRefusedWithOne() {
        List<Step> bare = LongStream.rangeClosed(1, SIZE_MAX)
                .mapToObj(n -> Step.honest(TREE, 0, n))
                .toList();
        List<Step> proven = bare.stream()
                .map(step ->
                        new Step(step.held(), step.given(), List.of(step.given().root())))
                .toList();
        assertThat(LEDGER.verdicts(bare)).allMatch(Optional::isEmpty);
        assertAll(Refusal.PROOF_TOO_LONG, proven);
    }

    private static ReferenceTree changedAt(long leaf) {
        return CHANGED_AT.get((int) leaf);
    }

    private static List<Step> steps(BiFunction<Long, Long, Stream<Step>> ofPair) {
        return LongStream.rangeClosed(2, SIZE_MAX)
                .boxed()
                .flatMap(n -> LongStream.range(1, n).boxed().flatMap(m -> ofPair.apply(m, n)))
                .toList();
    }

    private static List<Step> damageToProof(Function<List<Bytes32>, Stream<List<Bytes32>>> damage) {
        return steps(
                (m, n) -> damage.apply(TREE.proof(m, n)).map(proof -> new Step(TREE.head(m), TREE.head(n), proof)));
    }

    private static void assertAll(Refusal refusal, List<Step> steps) {
        assertThat(refusals(steps)).isNotEmpty().containsOnly(refusal);
    }

    private static void assertNoneProven(List<Step> steps) {
        assertThat(refusals(steps))
                .isNotEmpty()
                .containsOnly(Refusal.HELD_ROOT_NOT_PROVEN, Refusal.GIVEN_ROOT_NOT_PROVEN);
    }

    private static List<Refusal> refusals(List<Step> steps) {
        List<Optional<ContractError>> verdicts = LEDGER.verdicts(steps);
        if (verdicts.contains(Optional.<ContractError>empty())) {
            throw new AssertionError("taken: " + steps.get(verdicts.indexOf(Optional.<ContractError>empty())));
        }
        return verdicts.stream().map(verdict -> verdict.orElseThrow().refusal()).toList();
    }

    private static List<Bytes32> without(List<Bytes32> proof, int index) {
        List<Bytes32> damaged = new ArrayList<>(proof);
        damaged.remove(index);
        return damaged;
    }

    private static List<Bytes32> inserted(List<Bytes32> proof, int index, Bytes32 hash) {
        List<Bytes32> damaged = new ArrayList<>(proof);
        damaged.add(index, hash);
        return damaged;
    }

    private static List<Bytes32> replaced(List<Bytes32> proof, int index, Bytes32 hash) {
        List<Bytes32> damaged = new ArrayList<>(proof);
        damaged.set(index, hash);
        return damaged;
    }

    private static List<Bytes32> swapped(List<Bytes32> proof, int index) {
        List<Bytes32> damaged = new ArrayList<>(proof);
        Collections.swap(damaged, index - 1, index);
        return damaged;
    }

    private static Bytes32 flipped(Bytes32 hash, int bit) {
        byte[] bytes = hash.toBytes();
        bytes[bit % Bytes32.SIZE_BYTES] ^= (byte) (1 << (bit % 8));
        return Bytes32.of(bytes);
    }
}
