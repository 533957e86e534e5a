package io.threatledger.merkle;

/** What a verifier found: valid, or the first reason why not. */
public sealed interface Verification {

    /** Everything compared was equal. */
    record Valid() implements Verification {}

    /**
     * Something differed.
     *
     * @param reason one line: what was compared and how it differed
     */
    record Invalid(String reason) implements Verification {}

    static Verification valid() {
        return new Valid();
    }

    static Verification invalid(String reason) {
        return new Invalid(reason);
    }

    default boolean ok() {
        return this instanceof Valid;
    }

    /** The reason of failure, or {@code "ok"}. */
    default String reason() {
        return this instanceof Invalid invalid ? invalid.reason : "ok";
    }
}
