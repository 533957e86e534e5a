package io.threatledger.chain;

import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;

/**
 * A log as it stands on the contract.
 *
 * @param origin what it was opened with
 * @param openedBlock where: no event of the log is before it
 * @param owner now
 * @param anchorer now
 * @param keys now
 */
public record OpenLog(
        LogId logId, String origin, long openedBlock, EthAddress owner, EthAddress anchorer, ContractKeys keys) {}
