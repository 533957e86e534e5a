package io.threatledger.audit;

import io.threatledger.store.RawRow;
import io.threatledger.store.Session;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Something that holds for every row of a table. */
@FunctionalInterface
interface RowRule {
    /** What of the row breaks the rule; null when nothing does. */
    @Nullable
    Damage judge(Session session, RawRow row);

    /** A rule about the row alone. */
    interface Alone extends RowRule {
        @Nullable
        Damage judge(RawRow row);

        @Override
        default @Nullable Damage judge(Session session, RawRow row) {
            return judge(row);
        }
    }

    /** The row is what was written, column by column. The seal does not tell which column is not. */
    Alone SEAL_IS_UNBROKEN = row -> row.isAsSealed()
            ? null
            : Damage.ofValue(
                    row,
                    "seal",
                    "x'" + HexFormat.of().formatHex(row.wantedSeal())
                            + "', the seal over what the other columns say: one of them, or it, is not what was written");
}
