package io.threatledger.audit;

/**
 * One line of an audit's report.
 *
 * @param check one of the names here
 * @param done whether it was checked; what was not, is named all the same
 * @param compared what was equal to what, or why it was not compared
 */
public record Finding(String check, boolean done, String compared) {
    public static final String CHECKPOINT = "checkpoint";
    public static final String EARLIER = "earlier mirror";
    public static final String TILES = "tiles";
    public static final String ENTRIES = "entries";
    public static final String ANCHORS = "anchors";
    public static final String SIGNATURES = "signatures";
    public static final String RULES = "rules";
    public static final String API = "active threats";
    public static final String KEYS = "keys";

    static Finding ok(String check, String compared) {
        return new Finding(check, true, compared);
    }

    static Finding notDone(String check, String why) {
        return new Finding(check, false, why);
    }
}
