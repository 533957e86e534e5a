package io.threatledger.chain;

import io.threatledger.contracts.ContractDecodingException;
import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.gate.Condition;
import io.threatledger.gate.GateWord;
import io.threatledger.gate.Verdict;
import io.threatledger.store.Reads;
import io.threatledger.store.StorageException;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the chain whether the node may write: one JSON-RPC batch, at most {@link ChainClient#PROBE_SECONDS_MAX}.
 *
 * <p>Asked by one thread at a time, which the gate sees to; {@link #lastSeen} may be read by any.
 */
public final class ChainProbe implements Condition {
    /** What the account must be able to pay: more than the dearest anchor, gas. */
    public static final long GAS_RESERVE = 150_000;

    /**
     * How far our clock may stand behind the newest block, seconds. No chain takes a block that is more than a few
     * seconds early by its own clocks, so a block that is much younger than now says that our clock was set back.
     */
    public static final long BEHIND_BLOCK_SECONDS_MAX = 60;

    /** How often the node's own name and peers are asked for, seconds. */
    private static final long DETAILS_SECONDS = 60;

    private final ChainClient client;
    private final ChainSettings settings;
    private final EthAddress account;
    private final History history;
    private final InstantSource clock;
    private final List<RpcCall> calls;
    private long detailsAtSeconds = Long.MIN_VALUE;
    private volatile @Nullable ChainView lastSeen;

    /**
     * Makes a probe.
     *
     * @param client from {@link ChainClient#forProbe}
     * @param account the anchoring account
     * @param rows read for each verdict: not through the pool, whose other users may keep it waiting
     */
    public ChainProbe(ChainClient client, ChainSettings settings, EthAddress account, Reads rows, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.account = account;
        this.history = new History(rows);
        this.clock = clock;
        String contract = settings.contract().value();
        this.calls = List.of(
                RpcCall.of("eth_chainId"),
                RpcCall.blockByTag("latest"),
                RpcCall.ethCall(contract, LedgerContract.encodeHead(settings.logId())),
                RpcCall.ethCall(contract, LedgerContract.encodeAnchorer(settings.logId())),
                RpcCall.balance(account.value()));
    }

    /** What the chain last answered; it stays while the chain is away. Empty until it has answered once. */
    public Optional<ChainView> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    @Override
    public Verdict ask() {
        try {
            return judge(answers());
        } catch (ChainException e) {
            return Verdict.closed(GateWord.UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (StorageException e) {
            return Verdict.closed(GateWord.DISK, String.valueOf(e.getMessage()));
        }
    }

    private List<RpcAnswer> answers() {
        long now = clock.instant().getEpochSecond();
        List<RpcCall> asked = new ArrayList<>(calls);
        if (detailsAtSeconds == Long.MIN_VALUE || now - detailsAtSeconds >= DETAILS_SECONDS) {
            asked.add(RpcCall.of("web3_clientVersion"));
            asked.add(RpcCall.of("net_peerCount"));
        }
        List<RpcAnswer> answers = client.askAll(asked);
        if (answers.size() > calls.size()) {
            detailsAtSeconds = now;
        }
        return answers;
    }

    /** The rules, in this order: each makes sense only when those before it hold. */
    private Verdict judge(List<RpcAnswer> answers) {
        long chainId = answers.get(0).result().quantity();
        ChainBlock block = ChainBlock.read(answers.get(1).result());
        BigInteger balance = answers.get(4).result().bigQuantity();
        ContractHead head = chainId == settings.chainId() ? head(answers.get(2)) : null;
        long age = clock.instant().getEpochSecond() - block.timeSeconds();
        remember(chainId, block, Math.max(0, age), head, balance, answers);
        if (chainId != settings.chainId()) {
            return Verdict.closed(
                    GateWord.WRONG_CHAIN, "the RPC answers for chain " + chainId + ", not " + settings.chainId());
        }
        if (head == null) {
            return Verdict.closed(GateWord.NO_CONTRACT, "no ledger contract at " + settings.contract());
        }
        EthAddress anchorer = ChainClient.decoded(answers.get(3).result(), LedgerContract::decodeAddress);
        if (anchorer.isZero()) {
            return Verdict.closed(
                    GateWord.LOG_NOT_OPEN, settings.contract() + " does not hold log " + settings.logId());
        }
        if (!anchorer.equals(account)) {
            return Verdict.closed(
                    GateWord.NOT_ANCHORER, "the log's anchorer is " + anchorer + ", this node's account " + account);
        }
        BigInteger needed = needed(block);
        if (balance.compareTo(needed) < 0) {
            return Verdict.closed(
                    GateWord.NO_FUNDS, account + " has " + balance + " wei, an anchor may take " + needed + " wei");
        }
        Verdict times = times(age);
        return times.isOpen() ? compare(head) : times;
    }

    /**
     * Our clock against the chain's, where the chain's is one. A development chain gives each block a later second than
     * the one before and runs ahead when it mines faster than that: there both rules are off.
     */
    private Verdict times(long age) {
        long ageMax = settings.headAgeSecondsMax();
        if (ageMax > 0 && age > ageMax) {
            return Verdict.closed(GateWord.STALLED, "the newest block is " + age + " s old");
        }
        return ageMax > 0 && -age > BEHIND_BLOCK_SECONDS_MAX
                ? Verdict.closed(GateWord.CLOCK, "the clock stands " + -age + " s before the newest block")
                : Verdict.OPEN;
    }

    /** Asked after the chain answered: the ledger may be longer by now, never shorter. */
    private Verdict compare(ContractHead head) {
        return switch (history.against(head)) {
            case EXTENDS -> Verdict.OPEN;
            case BEHIND ->
                Verdict.closed(
                        GateWord.BEHIND,
                        "the chain holds " + head.size() + " entries, the ledger "
                                + history.ledger().size());
            case DIVERGED ->
                Verdict.closed(
                        GateWord.DIVERGED,
                        "the chain holds another root of the first " + head.size() + " entries than the ledger");
        };
    }

    /** What an anchor costs when the base fee doubles, within the cap. */
    private BigInteger needed(ChainBlock block) {
        BigInteger price = block.baseFeeWei()
                .multiply(BigInteger.TWO)
                .add(Fees.TIP_WEI_MIN)
                .min(settings.policy().feeCapWei());
        return price.multiply(BigInteger.valueOf(GAS_RESERVE));
    }

    /** Null when no contract of ours answers: no code gives an empty answer, other code reverts or says other things. */
    private static @Nullable ContractHead head(RpcAnswer answer) {
        try {
            return LedgerContract.decodeHead(answer.result().data());
        } catch (ContractDecodingException e) {
            return null;
        } catch (ChainException e) {
            if (e.reason() == ChainException.Reason.REVERTED) {
                return null;
            }
            throw e;
        }
    }

    private void remember(
            long chainId,
            ChainBlock block,
            long ageSeconds,
            @Nullable ContractHead head,
            BigInteger balance,
            List<RpcAnswer> answers) {
        ChainView before = lastSeen;
        String version = before == null ? null : before.clientVersion();
        Long peers = before == null ? null : before.peers();
        if (answers.size() > calls.size()) {
            RpcAnswer saysVersion = answers.get(calls.size());
            RpcAnswer saysPeers = answers.get(calls.size() + 1);
            version = unlessRefused(saysVersion, Json::text);
            peers = unlessRefused(saysPeers, Json::quantity);
        }
        lastSeen =
                new ChainView(chainId, block.number(), block.timeSeconds(), ageSeconds, head, balance, version, peers);
    }

    /** Not every provider tells these two. */
    private static <T> @Nullable T unlessRefused(RpcAnswer answer, Function<Json, T> read) {
        try {
            return read.apply(answer.result());
        } catch (ChainException e) {
            return null;
        }
    }
}
