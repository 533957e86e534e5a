package io.threatledger.store;

import io.threatledger.entry.Target;
import java.sql.SQLException;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/** {@code target_text(target)}: a target's key as people write it, for statements that compare texts. */
final class TargetTextFunction extends Function {
    static final String NAME = "target_text";

    private static final int ARGUMENTS = 1;

    /** A session whose statements know the function. */
    static Session session(SQLiteConnection connection) {
        try {
            Function.create(connection, NAME, new TargetTextFunction(), ARGUMENTS, FLAG_DETERMINISTIC);
        } catch (SQLException e) {
            throw new StorageException("cannot add the function " + NAME, e);
        }
        return new Session(connection);
    }

    @Override
    protected void xFunc() throws SQLException {
        result(Target.fromKey(value_blob(0)).text());
    }
}
