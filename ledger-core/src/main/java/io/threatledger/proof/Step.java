package io.threatledger.proof;

import java.util.List;

/**
 * One step of a verification.
 *
 * @param name one of the constants here
 * @param compared what was equal to what, how it differed, or why nobody looked
 */
public record Step(String name, Result result, String compared) {

    /** What a step came to. */
    public enum Result {
        OK,
        FAILED,
        /** Nothing to compare with was given. */
        UNCHECKED
    }

    public static final String FORM = "form";
    public static final String ENTRY_SIGNATURE = "entry signature";
    public static final String DISCLOSURES = "disclosures";
    public static final String ID = "id";
    public static final String INCLUSION = "inclusion";
    public static final String CHECKPOINT_SIGNATURE = "checkpoint signature";
    public static final String ANCHOR = "anchor";

    public boolean ok() {
        return result == Result.OK;
    }

    /** Whether a verification passed: every step of it, none unchecked. */
    public static boolean allOk(List<Step> steps) {
        return !steps.isEmpty() && steps.stream().allMatch(Step::ok);
    }
}
