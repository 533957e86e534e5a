package io.threatledger.note;

/** A note or checkpoint that was refused, and in which of its parts. */
public final class InvalidNote extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Where it failed. */
    public enum Part {
        /** The layout of the note. */
        LAYOUT,
        /** No signature by the key asked for. */
        SIGNER,
        /** A signature by that key is wrong. */
        SIGNATURE,
        /** The origin line is not the one asked for. */
        ORIGIN,
        /** The text is not a checkpoint. */
        CHECKPOINT,
        /** The key itself. */
        KEY
    }

    private final Part part;

    public InvalidNote(Part part, String message) {
        super(message);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
