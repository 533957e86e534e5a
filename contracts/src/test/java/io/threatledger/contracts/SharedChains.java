package io.threatledger.contracts;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.Hardhat;

/** The chains of this test run, each started when first asked for and ended with the JVM. */
final class SharedChains {
    private SharedChains() {}

    static LedgerOnChain anvil() {
        return OnAnvil.LEDGER;
    }

    static LedgerOnChain hardhat() {
        return OnHardhat.LEDGER;
    }

    private static final class OnAnvil {
        private static final LedgerOnChain LEDGER =
                LedgerOnChain.deploy(Anvil.start().rpcUrl());
    }

    private static final class OnHardhat {
        private static final LedgerOnChain LEDGER =
                LedgerOnChain.deploy(Hardhat.start().rpcUrl());
    }
}
