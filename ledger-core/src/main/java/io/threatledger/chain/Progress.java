package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import io.threatledger.store.SubmissionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the transactions of one nonce, of which at most one is ever mined; in one request.
 *
 * @param receipt of the one that was mined; only a hint as long as {@code nonce} says that none was
 * @param known those that the node has, mined or not, newest first
 * @param nonce of the account's next transaction to be mined
 * @param block the newest block
 */
record Progress(Optional<Receipt> receipt, List<SubmissionRow> known, long nonce, long block) {
    /** @param sent newest first, at least one */
    static Progress read(ChainClient client, EthAddress account, List<SubmissionRow> sent) {
        List<RpcCall> calls = new ArrayList<>();
        sent.forEach(row -> calls.add(RpcCall.receipt(row.tx())));
        sent.forEach(row -> calls.add(RpcCall.of("eth_getTransactionByHash", row.tx())));
        calls.add(RpcCall.transactionCount(account.value()));
        calls.add(RpcCall.of("eth_blockNumber"));
        List<Json> answers =
                client.askAll(calls).stream().map(RpcAnswer::result).toList();
        List<Receipt> receipts = new ArrayList<>();
        List<SubmissionRow> known = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            SubmissionRow row = sent.get(i);
            if (!answers.get(i).isNull()) {
                Receipt receipt = Receipt.read(answers.get(i));
                if (receipt.tx().equals(row.tx())) { // that of another says nothing about this one
                    receipts.add(receipt);
                }
            }
            if (!answers.get(sent.size() + i).isNull()) {
                known.add(row);
            }
        }
        return new Progress(
                receipts.stream().findFirst(),
                known,
                answers.get(2 * sent.size()).quantity(),
                answers.getLast().quantity());
    }
}
