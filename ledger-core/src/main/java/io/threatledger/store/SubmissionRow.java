package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An anchor transaction, written before it is sent. It says what may be under way, never what is on the chain.
 *
 * @param tx its hash, {@code 0x} and 64 lower-case digits
 * @param nonce of the anchoring account; several rows of one nonce are replacements of one another
 * @param maxFeeWei the most it pays for a unit of gas, tip included
 * @param sentBlock the chain's newest block when it was sent
 * @param gasUsed null until its receipt was seen
 * @param gasPriceWei what it paid for a unit of gas; null until its receipt was seen
 */
public record SubmissionRow(
        String tx,
        long nonce,
        TreeSize size,
        Digest root,
        BigInteger maxFeeWei,
        BigInteger maxPriorityFeeWei,
        long gasLimit,
        long sentAtSeconds,
        long sentBlock,
        @Nullable Long gasUsed,
        @Nullable BigInteger gasPriceWei) {

    private static final String COLUMNS = "tx, nonce, size, root, max_fee, max_priority_fee, gas_limit, sent_at,"
            + " sent_block, gas_used, gas_price";

    /** Replacements of one nonce that are ever looked at; the fee cap ends a row of them long before. */
    private static final int REPLACEMENTS_MAX = 16;

    /** Everything sent with this nonce, newest first. */
    public static List<SubmissionRow> ofNonce(Session session, long nonce) {
        return session.all(
                "SELECT " + COLUMNS + " FROM submissions WHERE nonce = ? ORDER BY sent_at DESC, rowid DESC LIMIT "
                        + REPLACEMENTS_MAX,
                SubmissionRow::of,
                nonce);
    }

    /** What all anchors cost so far, wei, as far as receipts were seen; exact to fifteen digits. */
    public static BigInteger spentWei(Session session) {
        double wei = session.one(
                        "SELECT total(gas_used * CAST(gas_price AS REAL)) FROM submissions WHERE gas_used IS NOT NULL",
                        row -> row.getDouble(1))
                .orElse(0.0);
        return BigDecimal.valueOf(wei).toBigInteger();
    }

    /** Writes the row; one sent before keeps its place and gets the new time. */
    public void put(Session session) {
        Map<String, Object> again = Map.of("sent_at", sentAtSeconds, "sent_block", sentBlock);
        if (SealedRows.change(session, LedgerTable.SUBMISSIONS, again, "tx = ?", tx) > 0) {
            return;
        }
        SealedRows.insert(
                session,
                LedgerTable.SUBMISSIONS,
                tx,
                nonce,
                size.value(),
                root.bytes(),
                maxFeeWei.toString(),
                maxPriorityFeeWei.toString(),
                gasLimit,
                sentAtSeconds,
                sentBlock,
                gasUsed,
                gasPriceWei == null ? null : gasPriceWei.toString());
    }

    /** Notes what its receipt says. */
    public static void mined(Session session, String tx, long gasUsed, BigInteger gasPriceWei) {
        Map<String, Object> receipt = Map.of("gas_used", gasUsed, "gas_price", gasPriceWei.toString());
        SealedRows.change(session, LedgerTable.SUBMISSIONS, receipt, "tx = ?", tx);
    }

    /** Forgets all of them: the chain they were sent to is no more. */
    public static int forgetAll(Session session) {
        return session.run("DELETE FROM submissions");
    }

    private static SubmissionRow of(ResultSet row) throws SQLException {
        long used = row.getLong(10);
        Long gasUsed = row.wasNull() ? null : Long.valueOf(used);
        String price = row.getString(11);
        return new SubmissionRow(
                row.getString(1),
                row.getLong(2),
                new TreeSize(row.getLong(3)),
                Digest.of(row.getBytes(4)),
                new BigInteger(row.getString(5)),
                new BigInteger(row.getString(6)),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                gasUsed,
                price == null ? null : new BigInteger(price));
    }
}
