package io.threatledger.contracts;

import static io.threatledger.contracts.LedgerOnChain.ANCHORER;
import static io.threatledger.contracts.LedgerOnChain.KEYS;
import static io.threatledger.contracts.LedgerOnChain.OWNER;
import static io.threatledger.contracts.LedgerOnChain.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.contracts.LedgerOnChain.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the contract must do on whichever chain. */
abstract class ContractScenarios {
    private static final AtomicInteger ORIGINS = new AtomicInteger();
    private static final ReferenceTree TREE = ReferenceTree.ofLeaves(-1);
    private static final ContractKeys OTHER_KEYS = new ContractKeys(TREE.root(1), TREE.root(2));

    private final LedgerOnChain ledger;
    private final String origin = "log%d.example/threats".formatted(ORIGINS.incrementAndGet());
    private final LogId log = LogId.of(origin, OWNER);

    ContractScenarios(LedgerOnChain ledger) {
        this.ledger = ledger;
    }

    @Test
    void openRefusesOriginsThatAreEmptyOrTooLong() {
        assertRefused(OWNER, LedgerContract.encodeOpen("", KEYS, ANCHORER), Refusal.EMPTY_ORIGIN);
        assertRefused(
                OWNER, LedgerContract.encodeOpen("a".repeat(256), KEYS, ANCHORER), Refusal.ORIGIN_TOO_LONG, "256");
        assertThat(ledger.refusal(OWNER, LedgerContract.encodeOpen("a".repeat(255), KEYS, ANCHORER)))
                .isEmpty();
    }

    @Test
    void openRefusesZeroKeysAndAZeroAnchorer() {
        ContractKeys noCheckpointKey = new ContractKeys(Bytes32.ZERO, KEYS.entryKey());
        ContractKeys noEntryKey = new ContractKeys(KEYS.checkpointKey(), Bytes32.ZERO);
        assertRefused(OWNER, LedgerContract.encodeOpen(origin, noCheckpointKey, ANCHORER), Refusal.ZERO_KEY);
        assertRefused(OWNER, LedgerContract.encodeOpen(origin, noEntryKey, ANCHORER), Refusal.ZERO_KEY);
        assertRefused(OWNER, LedgerContract.encodeOpen(origin, KEYS, EthAddress.ZERO), Refusal.ZERO_ADDRESS);
    }

    @Test
    void openRefusesTheSameOriginOfTheSameOpenerOnly() {
        ledger.open(origin);
        String again = LedgerContract.encodeOpen(origin, OTHER_KEYS, STRANGER);
        assertRefused(OWNER, again, Refusal.LOG_ALREADY_OPEN, log.toString());
        assertThat(ledger.refusal(STRANGER, again)).isEmpty();
    }

    @Test
    void logThatIsNotOpenReadsAsZerosAndRefusesEverything() {
        assertThat(ledger.head(log)).isEqualTo(new ContractHead(0, Bytes32.ZERO, 0));
        assertThat(address(LedgerContract.encodeAnchorer(log))).isEqualTo(EthAddress.ZERO);
        for (String data : List.of(
                LedgerContract.encodeAnchor(log, TREE.head(1), List.of()),
                LedgerContract.encodeSetAnchorer(log, STRANGER),
                LedgerContract.encodeRotateKeys(log, KEYS),
                LedgerContract.encodeOfferOwnership(log, STRANGER),
                LedgerContract.encodeAcceptOwnership(log))) {
            assertRefused(OWNER, data, Refusal.LOG_NOT_OPEN, log.toString());
        }
    }

    @Test
    void strangersAndOwnersCannotAnchor() {
        ledger.open(origin);
        String data = LedgerContract.encodeAnchor(log, TREE.head(1), List.of());
        assertRefused(STRANGER, data, Refusal.NOT_ANCHORER, STRANGER.value(), ANCHORER.value());
        assertRefused(OWNER, data, Refusal.NOT_ANCHORER, OWNER.value(), ANCHORER.value());
    }

    @Test
    void onlyTheOwnerConfigures() {
        ledger.open(origin);
        for (String data : List.of(
                LedgerContract.encodeSetAnchorer(log, STRANGER),
                LedgerContract.encodeRotateKeys(log, OTHER_KEYS),
                LedgerContract.encodeOfferOwnership(log, STRANGER))) {
            assertRefused(STRANGER, data, Refusal.NOT_OWNER, STRANGER.value(), OWNER.value());
            assertRefused(ANCHORER, data, Refusal.NOT_OWNER, ANCHORER.value(), OWNER.value());
        }
    }

    @Test
    void ownerCannotTakeTheAnchorerAwayOrSetZeroKeys() {
        ledger.open(origin);
        assertRefused(OWNER, LedgerContract.encodeSetAnchorer(log, EthAddress.ZERO), Refusal.ZERO_ADDRESS);
        ContractKeys halfZero = new ContractKeys(KEYS.checkpointKey(), Bytes32.ZERO);
        assertRefused(OWNER, LedgerContract.encodeRotateKeys(log, halfZero), Refusal.ZERO_KEY);
    }

    @Test
    void eachRefusalToAnchorHasItsOwnErrorWithTheFacts() {
        ledger.open(origin);
        anchor(0, 3);
        ReferenceTree rewritten = ReferenceTree.ofLeaves(0);
        List<Bytes32> proof = TREE.proof(3, 7);
        List<Bytes32> longer = new ArrayList<>(proof);
        longer.add(TREE.root(1));
        String held = TREE.root(3).toString();
        String given = TREE.root(7).toString();
        assertAnchorRefused(TREE.head(2), List.of(), Refusal.SIZE_NOT_GROWING, "3", "2");
        assertAnchorRefused(TREE.head(3), List.of(), Refusal.SIZE_NOT_GROWING, "3", "3");
        assertAnchorRefused(new TreeHead(7, Bytes32.ZERO), proof, Refusal.ZERO_ROOT);
        assertAnchorRefused(TREE.head(7), proof.subList(1, 4), Refusal.PROOF_TOO_SHORT, "4", "3");
        assertAnchorRefused(TREE.head(7), longer, Refusal.PROOF_TOO_LONG, "4", "5");
        assertAnchorRefused(
                rewritten.head(7),
                rewritten.proof(3, 7),
                Refusal.HELD_ROOT_NOT_PROVEN,
                held,
                rewritten.root(3).toString());
        assertAnchorRefused(
                rewritten.head(7),
                proof,
                Refusal.GIVEN_ROOT_NOT_PROVEN,
                rewritten.root(7).toString(),
                given);
        assertThat(ledger.head(log).root()).isEqualTo(TREE.root(3));
    }

    @Test
    void anchorsFollowOneAnotherAndTellTheirHead() {
        ledger.open(origin);
        long before = blockTime();
        for (long size : List.of(1L, 2L, 3L, 7L, 8L, 33L, 64L)) {
            long held = ledger.head(log).size();
            assertThat(LedgerOnChain.event(anchor(held, size)))
                    .isEqualTo(new AnchoredEvent(log, size, TREE.root(size)));
            assertThat(ledger.head(log).size()).isEqualTo(size);
            assertThat(ledger.head(log).root()).isEqualTo(TREE.root(size));
            assertThat(ledger.head(log).anchoredAtSeconds())
                    .isEqualTo(blockTime())
                    .isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void stepsOfSizesUpToSixteenAreJudgedAlike() {
        List<Step> honest = new ArrayList<>();
        List<Step> rewritten = new ArrayList<>();
        for (long n = 2; n <= 16; n++) {
            for (long m = 1; m < n; m++) {
                ReferenceTree other = ReferenceTree.ofLeaves(m - 1);
                honest.add(Step.honest(TREE, m, n));
                rewritten.add(new Step(TREE.head(m), other.head(n), other.proof(m, n)));
            }
        }
        assertThat(ledger.verdicts(rewritten)).allMatch(Optional::isPresent);
        assertThat(ledger.verdicts(honest)).allMatch(Optional::isEmpty);
    }

    @Test
    void openTellsWhatItSetAndTheViewsAgree() {
        JsonNode receipt = ledger.send(OWNER, LedgerContract.encodeOpen(origin, KEYS, ANCHORER));
        assertThat(LedgerOnChain.event(receipt)).isEqualTo(new LogOpenedEvent(log, OWNER, origin, KEYS, ANCHORER));
        assertThat(keys()).isEqualTo(KEYS);
        assertThat(address(LedgerContract.encodeOwner(log))).isEqualTo(OWNER);
        assertThat(address(LedgerContract.encodePendingOwner(log))).isEqualTo(EthAddress.ZERO);
        assertThat(address(LedgerContract.encodeAnchorer(log))).isEqualTo(ANCHORER);
    }

    @Test
    void slotsAreAsDocumented() {
        ledger.open(origin);
        anchor(0, 5);
        long anchoredAt = ledger.head(log).anchoredAtSeconds();
        assertThat(ledger.slot(log, 0)).hasToString(LedgerOnChain.packed(ANCHORER, 5, anchoredAt));
        assertThat(ledger.slot(log, 1)).isEqualTo(TREE.root(5));
        assertThat(ledger.slot(log, 2))
                .hasToString("0x" + "00".repeat(12) + OWNER.value().substring(2));
        assertThat(ledger.slot(log, 3)).isEqualTo(Bytes32.ZERO);
        assertThat(ledger.slot(log, 4)).isEqualTo(KEYS.checkpointKey());
        assertThat(ledger.slot(log, 5)).isEqualTo(KEYS.entryKey());
    }

    @Test
    void newAnchorerContinuesTheSameHistoryAndTheFormerIsRefused() {
        ledger.open(origin);
        anchor(0, 5);
        JsonNode receipt = ledger.send(OWNER, LedgerContract.encodeSetAnchorer(log, STRANGER));
        assertThat(LedgerOnChain.event(receipt)).isEqualTo(new AnchorerChangedEvent(log, STRANGER));
        String data = LedgerContract.encodeAnchor(log, TREE.head(9), TREE.proof(5, 9));
        assertRefused(ANCHORER, data, Refusal.NOT_ANCHORER, ANCHORER.value(), STRANGER.value());
        ledger.send(STRANGER, data);
        assertThat(ledger.head(log).size()).isEqualTo(9);
    }

    @Test
    void rotatedKeysAreToldAndRead() {
        ledger.open(origin);
        JsonNode receipt = ledger.send(OWNER, LedgerContract.encodeRotateKeys(log, OTHER_KEYS));
        assertThat(LedgerOnChain.event(receipt)).isEqualTo(new KeysRotatedEvent(log, OTHER_KEYS));
        assertThat(keys()).isEqualTo(OTHER_KEYS);
    }

    @Test
    void ownershipMovesOnlyToWhomItWasOfferedAndOnlyOnce() {
        ledger.open(origin);
        String accept = LedgerContract.encodeAcceptOwnership(log);
        assertRefused(STRANGER, accept, Refusal.NOT_PENDING_OWNER, STRANGER.value(), EthAddress.ZERO.value());
        JsonNode offered = ledger.send(OWNER, LedgerContract.encodeOfferOwnership(log, STRANGER));
        assertThat(LedgerOnChain.event(offered)).isEqualTo(new OwnershipOfferedEvent(log, STRANGER));
        assertThat(address(LedgerContract.encodePendingOwner(log))).isEqualTo(STRANGER);
        assertRefused(ANCHORER, accept, Refusal.NOT_PENDING_OWNER, ANCHORER.value(), STRANGER.value());

        JsonNode accepted = ledger.send(STRANGER, accept);

        assertThat(LedgerOnChain.event(accepted)).isEqualTo(new OwnershipAcceptedEvent(log, STRANGER));
        assertThat(address(LedgerContract.encodeOwner(log))).isEqualTo(STRANGER);
        assertRefused(STRANGER, accept, Refusal.NOT_PENDING_OWNER, STRANGER.value(), EthAddress.ZERO.value());
        String rotate = LedgerContract.encodeRotateKeys(log, OTHER_KEYS);
        assertRefused(OWNER, rotate, Refusal.NOT_OWNER, OWNER.value(), STRANGER.value());
    }

    @Test
    void withdrawnOfferCannotBeAccepted() {
        ledger.open(origin);
        ledger.send(OWNER, LedgerContract.encodeOfferOwnership(log, STRANGER));
        ledger.send(OWNER, LedgerContract.encodeOfferOwnership(log, EthAddress.ZERO));
        String accept = LedgerContract.encodeAcceptOwnership(log);
        assertRefused(STRANGER, accept, Refusal.NOT_PENDING_OWNER, STRANGER.value(), EthAddress.ZERO.value());
    }

    @Test
    void deployedCodeIsTheArtifacts() {
        assertThat(ledger.rpc()
                        .call("eth_getCode", ledger.contract().value(), "latest")
                        .asString())
                .isEqualTo(Artifact.runtimeCodeHex());
    }

    private JsonNode anchor(long held, long size) {
        List<Bytes32> proof = held == 0 ? List.of() : TREE.proof(held, size);
        return ledger.send(ANCHORER, LedgerContract.encodeAnchor(log, TREE.head(size), proof));
    }

    private ContractKeys keys() {
        return LedgerContract.decodeKeys(ledger.read(LedgerContract.encodeKeys(log)));
    }

    private EthAddress address(String data) {
        return LedgerContract.decodeAddress(ledger.read(data));
    }

    private long blockTime() {
        String time = ledger.rpc()
                .call("eth_getBlockByNumber", "latest", false)
                .get("timestamp")
                .asString();
        return Long.decode(time);
    }

    private void assertAnchorRefused(TreeHead head, List<Bytes32> proof, Refusal refusal, String... arguments) {
        assertRefused(ANCHORER, LedgerContract.encodeAnchor(log, head, proof), refusal, arguments);
    }

    private void assertRefused(EthAddress from, String data, Refusal refusal, String... arguments) {
        assertThat(ledger.refusal(from, data)).contains(new ContractError(refusal, List.of(arguments)));
    }
}
