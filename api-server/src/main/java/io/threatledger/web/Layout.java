package io.threatledger.web;

/** What all pages have around them. */
final class Layout {
    private Layout() {}

    static Html page(String title, String origin, Html main) {
        return Html.template("layout.html", title, origin, origin, main);
    }
}
