package io.threatledger.contracts;

class ContractOnAnvilTest extends ContractScenarios {
    ContractOnAnvilTest() {
        super(SharedChains.anvil());
    }
}
