package io.threatledger.query.language;

/** A text that is no query. The message says what was wrong and what is wanted; it may be shown. */
public final class InvalidQuery extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int position;

    /** @param position 0-based offset of the character where it goes wrong, in UTF-16 units; its length for its end */
    InvalidQuery(int position, String wrong, String wanted) {
        super(wrong + " (wanted: " + wanted + ")");
        this.position = position;
    }

    public int position() {
        return position;
    }
}
