package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.TreeHead;
import io.threatledger.merkle.ConsistencyProof;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Verification;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.SubmissionRow;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Makes the one anchor transaction that leads from the contract's head to the ledger's, and sends it. Owned by the
 * anchorer's thread.
 */
final class Submitter {
    /** More than the dearest anchor takes. A lower estimate is wrong, and running out of gas is paid for all the same. */
    static final long GAS_LIMIT_MIN = 120_000;

    private final ChainClient client;
    private final ChainSettings settings;
    private final ChainAccount account;
    private final LedgerDatabase database;
    private final History history;
    private final InstantSource clock;

    Submitter(
            ChainClient client,
            ChainSettings settings,
            ChainAccount account,
            LedgerDatabase database,
            InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.account = account;
        this.database = database;
        this.history = new History(database);
        this.clock = clock;
    }

    /**
     * Sends an anchor of everything committed; empty when the chain holds everything.
     *
     * @param standing read from the chain just now
     * @param former sent with the same nonce, not mined, and known to the node; replaced by this one
     * @throws ChainException when it was not sent, or nobody knows whether it was
     */
    Optional<SubmissionRow> submit(Standing standing, List<SubmissionRow> former) {
        LedgerHead ledger = history.ledger();
        long held = standing.head().size();
        if (held > ledger.size().value()) {
            throw new ChainException(
                    Reason.CONTRADICTED, "the chain holds " + held + " entries, the ledger " + ledger.size());
        }
        if (held == ledger.size().value()) {
            return Optional.empty();
        }
        String data = LedgerContract.encodeAnchor(
                settings.logId(),
                new TreeHead(ledger.size().value(), History.word(ledger.root())),
                proof(standing, ledger));
        Quote quote = client.quote(account.address(), settings.contract(), data);
        Fees fees = fees(quote, former);
        Transaction transaction = new Transaction(
                settings.chainId(),
                standing.nonce(),
                settings.contract(),
                data,
                Math.max(quote.gasLimit(), GAS_LIMIT_MIN),
                fees);
        return Optional.of(send(transaction, ledger, standing.block()));
    }

    /** No proof leaves the node unverified: the contract would refuse it for a fee. */
    private List<Bytes32> proof(Standing standing, LedgerHead ledger) {
        try {
            ConsistencyProof proof = history.proof(standing.head(), ledger);
            Verification verified = proof.verify(History.rootOf(standing.head()), ledger.root());
            if (!verified.ok()) {
                throw new ChainException(
                        Reason.CONTRADICTED,
                        "the ledger does not extend the " + proof.from() + " entries on the chain: "
                                + verified.reason());
            }
            return proof.path().stream().map(History::word).toList();
        } catch (MissingTile e) {
            throw new ChainException(Reason.CONTRADICTED, "the ledger's tree is damaged, run threatledger fsck", e);
        }
    }

    /** A replacement pays an eighth more than what the node has; what it does not have need not be outbid. */
    private Fees fees(Quote quote, List<SubmissionRow> former) {
        BigInteger cap = settings.policy().feeCapWei();
        Fees fees = quote.within(cap);
        for (SubmissionRow row : former) {
            fees = fees.replacing(new Fees(row.maxFeeWei(), row.maxPriorityFeeWei()));
        }
        if (fees.maxFeeWei().compareTo(cap) > 0) {
            throw new ChainException(
                    Reason.TOO_EXPENSIVE,
                    "a replacement would pay " + fees.maxFeeWei() + " wei, above the cap of " + cap + " wei");
        }
        return fees;
    }

    private SubmissionRow send(Transaction transaction, LedgerHead ledger, long block) {
        Transaction.Signed signed = account.sign(transaction);
        SubmissionRow row = new SubmissionRow(
                signed.hash(),
                transaction.nonce(),
                ledger.size(),
                ledger.root(),
                transaction.fees().maxFeeWei(),
                transaction.fees().tipWei(),
                transaction.gasLimit(),
                clock.instant().getEpochSecond(),
                block,
                null,
                null);
        database.write(session -> {
            row.put(session);
            return true;
        });
        // If we die here, before or after the node has it, the next start finds the row by the nonce and asks for it.
        client.send(signed);
        return row;
    }

    EthAddress address() {
        return account.address();
    }
}
