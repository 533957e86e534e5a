package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import io.threatledger.store.SubmissionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the transactions of one nonce, of which at most one is ever mined; in one request.
 *
 * @param receipt of the one that was mined
 * @param newestKnown whether the node has the one sent last, mined or not
 * @param nonce of the account's next transaction to be mined
 * @param block the newest block
 */
record Progress(Optional<Receipt> receipt, boolean newestKnown, long nonce, long block) {
    /** @param sent newest first, at least one */
    static Progress read(ChainClient client, EthAddress account, List<SubmissionRow> sent) {
        List<RpcCall> calls = new ArrayList<>(List.of(
                RpcCall.transactionCount(account.value()),
                RpcCall.of("eth_blockNumber"),
                RpcCall.of("eth_getTransactionByHash", sent.getFirst().tx())));
        sent.forEach(row -> calls.add(RpcCall.receipt(row.tx())));
        List<RpcAnswer> answers = client.askAll(calls);
        Optional<Receipt> receipt = answers.stream()
                .skip(3)
                .map(RpcAnswer::result)
                .filter(answer -> !answer.isNull())
                .map(Receipt::read)
                .findFirst();
        return new Progress(
                receipt,
                !answers.get(2).result().isNull(),
                answers.get(0).result().quantity(),
                answers.get(1).result().quantity());
    }
}
