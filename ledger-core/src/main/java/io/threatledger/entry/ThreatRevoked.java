package io.threatledger.entry;

/**
 * An entry is taken back.
 *
 * @param threat the entry that is taken back
 */
public record ThreatRevoked(EntryId threat, String reason) implements EntryBody {

    public static final int REASON_CHARACTERS_MAX = 256;

    public ThreatRevoked {
        Text.required("reason", reason, REASON_CHARACTERS_MAX);
    }

    /** A reason as people give it, brought to NFC; an {@link InvalidField} when it cannot be one. */
    public static String reason(String given) {
        return Text.required("reason", Text.normalized(given), REASON_CHARACTERS_MAX);
    }

    @Override
    public EntryType type() {
        return EntryType.THREAT_REVOKED;
    }
}
