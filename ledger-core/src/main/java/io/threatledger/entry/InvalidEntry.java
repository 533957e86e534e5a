package io.threatledger.entry;

/** Bytes that are not an entry of ours, a signature that is not the key's, or disclosures that do not belong to the entry. */
public final class InvalidEntry extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidEntry(String message) {
        super(message);
    }

    public InvalidEntry(String message, Throwable cause) {
        super(message, cause);
    }
}
