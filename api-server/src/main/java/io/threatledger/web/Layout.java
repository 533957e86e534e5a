package io.threatledger.web;

/** What all pages have around them. */
final class Layout {
    static final Document STYLE = Document.of("text/css; charset=utf-8", Resources.text("style.css"), Pages.FRESH);
    static final Document ICON = Document.of("image/svg+xml", Resources.text("icon.svg"), Pages.FRESH);

    private Layout() {}

    static Html page(String title, String origin, Html main) {
        return Html.template("layout.html", title, origin, STYLE.version(), ICON.version(), origin, main);
    }
}
