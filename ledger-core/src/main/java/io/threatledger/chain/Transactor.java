package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.EthAddress;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one transaction and waits for it: for what is done once, by hand. Nothing is remembered or replaced. */
final class Transactor {
    /** How long a transaction is waited for. */
    static final Duration MINED_WITHIN = Duration.ofMinutes(5);

    private final ChainClient client;
    private final ChainAccount account;
    private final BigInteger feeCapWei;

    Transactor(ChainClient client, ChainAccount account, BigInteger feeCapWei) {
        this.client = client;
        this.account = account;
        this.feeCapWei = feeCapWei;
    }

    EthAddress address() {
        return account.address();
    }

    /**
     * Sends and waits.
     *
     * @param to null deploys a contract
     * @throws ChainException when it reverts, or is not mined within {@link #MINED_WITHIN}
     */
    Receipt send(@Nullable EthAddress to, String data) throws InterruptedException {
        Quote quote = client.quote(account.address(), to, data);
        Transaction.Signed signed = account.sign(new Transaction(
                client.chainId(),
                client.transactionCount(account.address()),
                to,
                data,
                quote.gasLimit(),
                quote.within(feeCapWei)));
        client.send(signed);
        Receipt receipt = await(signed.hash());
        if (!receipt.succeeded()) {
            throw new ChainException(Reason.REVERTED, "transaction " + signed.hash() + " was mined and reverted");
        }
        return receipt;
    }

    private Receipt await(String tx) throws InterruptedException {
        long waited = 0;
        for (long pause = Pacing.RECEIPT_MILLIS_MIN; waited < MINED_WITHIN.toMillis(); pause = Pacing.longer(pause)) {
            var receipt = client.receipt(tx);
            if (receipt.isPresent()) {
                return receipt.get();
            }
            Thread.sleep(pause);
            waited += pause;
        }
        throw new ChainException(
                Reason.UNREACHABLE, "transaction " + tx + " was not mined within " + MINED_WITHIN.toMinutes() + " min");
    }
}
