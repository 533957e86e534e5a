package io.threatledger.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How text is put on streams. */
final class Printing {

    private Printing() {}

    static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The text in one line, without characters that would act on a terminal. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    }

    /** {@code 14,217}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
