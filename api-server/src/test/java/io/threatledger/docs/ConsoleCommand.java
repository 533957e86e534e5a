package io.threatledger.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of a page, with what the page shows of its output.
 *
 * @param page the file's name
 * @param line where it stands on the page, from 1
 * @param text the command, its continuation lines included
 * @param shown the lines under it; the first stands on {@code line + } the command's own lines
 */
record ConsoleCommand(String page, int line, String text, List<String> shown) {
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ";
    private static final String INTERRUPT = "^C";

    ConsoleCommand {
        shown = List.copyOf(shown);
    }

    /** The commands of a page, in order. Every fenced block has to be {@code console}: no command hides in another. */
    static List<ConsoleCommand> of(Path page) throws IOException {
        List<ConsoleCommand> commands = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                if (!inside && !line.equals(FENCE + "console")) {
                    throw new AssertionError("%s:%d: a block that is not console is not run".formatted(page, i + 1));
                }
                inside = !inside;
            } else if (inside && line.startsWith(PROMPT)) {
                commands.add(at(page.getFileName().toString(), lines, i));
            }
        }
        return commands;
    }

    private static ConsoleCommand at(String page, List<String> lines, int first) {
        int next = first;
        StringBuilder text = new StringBuilder(lines.get(first).substring(PROMPT.length()));
        while (lines.get(next).endsWith("\\")) {
            next++;
            text.append('\n').append(lines.get(next));
        }
        List<String> shown = new ArrayList<>();
        for (next++; !lines.get(next).startsWith(FENCE) && !lines.get(next).startsWith(PROMPT); next++) {
            shown.add(lines.get(next));
        }
        return new ConsoleCommand(page, first + 1, text.toString(), shown);
    }

    /** What the shell is to remember: variables and files that hold them. */
    boolean isSetting() {
        return text.matches("(?s)(\\. |export |[A-Za-z_]+=).*") && shown.isEmpty();
    }

    /** Goes on while later commands run. */
    boolean isServer() {
        return text.matches("scripts/threatledger (dev|serve)( .*)?");
    }

    /** This test is one of those that it runs. */
    boolean isTestRun() {
        return text.equals("scripts/test");
    }

    boolean isInterrupted() {
        return !shown.isEmpty() && shown.getLast().equals(INTERRUPT);
    }

    /** What it prints by itself. */
    List<String> output() {
        return isInterrupted() ? shown.subList(0, shown.size() - 1) : shown;
    }

    /** Where the shown line of this index stands, from 0. */
    String outputAt(int index) {
        return page + ":" + (line + 1 + text.chars().filter(c -> c == '\n').count() + index);
    }

    /** Where it stands, and what it is. */
    String told() {
        return page + ":" + line + ": " + text;
    }
}
