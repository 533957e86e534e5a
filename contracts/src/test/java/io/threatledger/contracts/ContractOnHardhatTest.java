package io.threatledger.contracts;

/** The second opinion: another implementation of the chain must say the same. */
class ContractOnHardhatTest extends ContractScenarios {
    ContractOnHardhatTest() {
        super(SharedChains.hardhat());
    }
}
