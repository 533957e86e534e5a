package io.threatledger.web;

/** What this node is, and where its parts are. */
final class FrontPage {
    private FrontPage() {}

    /** @param published entries that are anchored and shown */
    static Html of(String origin, long published, String version) {
        Html main = Html.template("front.html", origin, Html.number(published), version);
        return Layout.page("ThreatLedger", origin, main);
    }
}
