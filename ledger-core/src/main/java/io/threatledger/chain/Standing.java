package io.threatledger.chain;

import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import java.util.List;

/**
 * Where an anchor begins: what the chain says now, in one request.
 *
 * @param head the log's head on the contract
 * @param nonce of the account's next transaction to be mined
 * @param block the newest block
 */
record Standing(ContractHead head, long nonce, long block) {
    static Standing read(ChainClient client, ChainSettings settings, EthAddress account) {
        List<RpcAnswer> answers = client.askAll(List.of(
                RpcCall.of("eth_chainId"),
                RpcCall.ethCall(settings.contract().value(), LedgerContract.encodeHead(settings.logId())),
                RpcCall.transactionCount(account.value()),
                RpcCall.of("eth_blockNumber")));
        settings.requireChain(answers.get(0).result().quantity());
        return new Standing(
                ChainClient.decoded(answers.get(1).result(), LedgerContract::decodeHead),
                answers.get(2).result().quantity(),
                answers.get(3).result().quantity());
    }
}
