package io.threatledger.note;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.InvalidNote.Part;
import java.util.regex.Pattern;

/**
 * What the log says of itself (C2SP tlog-checkpoint). There are no extension lines: cosignatures of some kinds do not cover them,
 * and some witnesses refuse them.
 */
public record Checkpoint(String origin, TreeSize size, Digest root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        if (!KeyName.isValid(origin)) {
            throw new InvalidNote(Part.ORIGIN, "checkpoint: origin empty, or a space or a plus in it");
        }
    }

    /** The text that is signed: three lines, each with its line feed. */
    public String body() {
        return origin + "\n" + size.value() + "\n" + root.base64() + "\n";
    }

    /** Reads a body of exactly three lines; anything else is an {@link InvalidNote}. */
    public static Checkpoint parse(String body) {
        String[] lines = body.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw invalid("not three lines", "origin, size, root, no extension lines");
        }
        return new Checkpoint(lines[0], size(lines[1]), root(lines[2]));
    }

    /** The signed note. */
    public String sign(NoteSigner signer) {
        return SignedNote.sign(body(), signer).encode();
    }

    /**
     * Reads a checkpoint that this key signed, of the log that the key is named after.
     *
     * @throws InvalidNote naming what failed
     */
    public static Checkpoint open(String note, NoteVerifier verifier) {
        SignedNote signed = SignedNote.parse(note);
        signed.verify(verifier);
        Checkpoint checkpoint = parse(signed.text());
        if (!checkpoint.origin.equals(verifier.name())) {
            throw new InvalidNote(
                    Part.ORIGIN, "checkpoint: origin " + checkpoint.origin + " (wanted: " + verifier.name() + ")");
        }
        return checkpoint;
    }

    private static TreeSize size(String line) {
        try {
            if (SIZE.matcher(line).matches()) {
                return new TreeSize(Long.parseLong(line));
            }
        } catch (NumberFormatException beyondLong) {
            throw invalid("size beyond 2^63-1", "a decimal number");
        }
        throw invalid("size is not a number without leading zeros", "a decimal number");
    }

    private static Digest root(String line) {
        try {
            return Digest.ofBase64(line);
        } catch (IllegalArgumentException e) {
            throw invalid("root is not a hash", "base64 of 32 bytes");
        }
    }

    private static InvalidNote invalid(String wrong, String wanted) {
        return new InvalidNote(Part.CHECKPOINT, "checkpoint: " + wrong + " (wanted: " + wanted + ")");
    }
}
