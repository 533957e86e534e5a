package io.threatledger.imports;

import io.threatledger.client.Report;

/** What one line of a feed is. Lines are counted from 1. */
public sealed interface FeedLine {

    /** A report to send. */
    record Usable(long number, Report report) implements FeedLine {}

    /** A line that is meant as a report and is none. */
    record Refused(long number, String text, String reason) implements FeedLine {
        static final int SHOWN_CHARACTERS_MAX = 60;

        public Refused {
            text = text.length() <= SHOWN_CHARACTERS_MAX ? text : text.substring(0, SHOWN_CHARACTERS_MAX) + "…";
        }
    }

    /** A blank line, a comment, a header, or a line that an option leaves out. */
    record Nothing() implements FeedLine {}
}
