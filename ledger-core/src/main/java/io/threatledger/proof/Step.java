package io.threatledger.proof;

import java.util.List;

/**
 * One step of a verification.
 *
 * @param name one of the constants here
 * @param compared what was equal to what, or how it differed
 */
public record Step(String name, boolean ok, String compared) {

    public static final String ENTRY_SIGNATURE = "entry signature";
    public static final String DISCLOSURES = "disclosures";
    public static final String ID = "id";
    public static final String INCLUSION = "inclusion";
    public static final String CHECKPOINT_SIGNATURE = "checkpoint signature";
    public static final String ANCHOR = "anchor";

    /** Whether a verification passed: every step of it. */
    public static boolean allOk(List<Step> steps) {
        return !steps.isEmpty() && steps.stream().allMatch(Step::ok);
    }
}
