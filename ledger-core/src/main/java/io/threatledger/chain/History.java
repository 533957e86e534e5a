package io.threatledger.chain;

import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractHead;
import io.threatledger.merkle.ConsistencyProof;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Reads;
import io.threatledger.store.StoredTiles;

/** Our own history, held against what the chain says of it. Thread-safe. */
final class History {

    /** How the ledger stands to a head of the contract. */
    enum Standing {
        /** The ledger begins with the chain's history. */
        EXTENDS,
        /** The chain holds more. */
        BEHIND,
        /** The chain holds something else. */
        DIVERGED
    }

    private final Reads rows;
    private final Tree tree;
    private volatile ContractHead extended = new ContractHead(0, Bytes32.ZERO, 0);

    History(Reads rows) {
        this.rows = rows;
        this.tree = new Tree(new StoredTiles(rows));
    }

    LedgerHead ledger() {
        return rows.read(LedgerHead::read);
    }

    /**
     * Compares the ledger with a head that was read from the contract before.
     *
     * <p>The ledger only grows, so a head that it extended once it extends for as long as the process runs.
     */
    Standing against(ContractHead head) {
        if (head.isEmpty() || sameHistory(head, extended)) {
            return Standing.EXTENDS;
        }
        Standing standing = against(head.size(), digest(head.root()));
        if (standing == Standing.EXTENDS) {
            extended = head;
        }
        return standing;
    }

    Standing against(long size, Digest root) {
        if (ledger().size().value() < size) {
            return Standing.BEHIND;
        }
        try {
            return tree.root(new TreeSize(size)).equals(root) ? Standing.EXTENDS : Standing.DIVERGED;
        } catch (MissingTile e) {
            return Standing.DIVERGED;
        }
    }

    /**
     * The proof that the contract asks for, from the head that it holds to a committed one. Not verified yet.
     *
     * @throws MissingTile when our own tree is damaged
     */
    ConsistencyProof proof(ContractHead from, LedgerHead to) {
        return tree.consistency(new TreeSize(from.size()), to.size());
    }

    /** The root of a contract's head as the tree has it: the contract says zero for the empty log. */
    static Digest rootOf(ContractHead head) {
        return head.isEmpty() ? Rfc6962.EMPTY_ROOT : digest(head.root());
    }

    static Digest digest(Bytes32 word) {
        return Digest.of(word.toBytes());
    }

    static Bytes32 word(Digest digest) {
        return Bytes32.of(digest.bytes());
    }

    private static boolean sameHistory(ContractHead one, ContractHead other) {
        return one.size() == other.size() && one.root().equals(other.root());
    }
}
