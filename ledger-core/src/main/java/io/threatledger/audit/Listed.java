package io.threatledger.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A threat as an API shows it.
 *
 * @param status one of the words of v1, such as {@code active} or {@code revoked}
 * @param supersedes id of the former entry, or null
 * @param revokedIndex index of the entry that revoked it, or null
 * @param claims every claim by its name, as JSON
 */
public record Listed(
        String id,
        long index,
        String status,
        @Nullable String supersedes,
        @Nullable Long revokedIndex,
        Map<String, String> claims) {

    public Listed {
        claims = Map.copyOf(claims);
    }
}
