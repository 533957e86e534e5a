package io.threatledger.auth;

import io.threatledger.store.KeyRow;

/**
 * A key just made: the only time its secret is seen.
 *
 * @param secret the bearer key itself, or what an access id signs with
 */
public record NewKey(KeyRow row, String secret) {
    @Override
    public String toString() {
        return "NewKey[" + row.hint() + "]";
    }
}
