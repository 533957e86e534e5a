package io.threatledger.note;

import io.threatledger.note.InvalidNote.Part;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text with its signature lines (C2SP signed-note). Nothing is verified by reading it. Immutable. */
public final class SignedNote {

    /** The format asks for 16 at least; post-quantum signatures have up to 5 kB each. */
    public static final int SIGNATURES_MAX = 64;

    public static final int NOTE_BYTES_MAX = 1_000_000;

    private final String text;
    private final List<NoteSignature> signatures;

    private SignedNote(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** Reads a note; what is not UTF-8 is refused. */
    public static SignedNote parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw layout("not UTF-8");
        }
    }

    /**
     * Reads a note, split at its last empty line, since the text may contain empty lines.
     *
     * @throws InvalidNote naming what is wrong with the layout
     */
    public static SignedNote parse(String note) {
        if (note.length() > NOTE_BYTES_MAX) {
            throw layout("longer than " + NOTE_BYTES_MAX + " bytes");
        }
        requireText(note);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end + 2 == note.length()) {
            throw layout("no empty line followed by signature lines");
        }
        String[] lines = note.substring(end + 2, note.length() - 1).split("\n", -1);
        if (lines.length > SIGNATURES_MAX) {
            throw layout("more than " + SIGNATURES_MAX + " signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /** Signs a text, which ends in a line feed. */
    public static SignedNote sign(String text, NoteSigner signer) {
        requireText(text);
        if (!text.endsWith("\n")) {
            throw layout("the text does not end in a line feed");
        }
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        NoteVerifier verifier = signer.verifier();
        return new SignedNote(text, List.of(new NoteSignature(verifier.name(), verifier.keyId(), signature)));
    }

    /** What is signed, with its final line feed. */
    public String text() {
        return text;
    }

    public List<NoteSignature> signatures() {
        return signatures;
    }

    /** The whole note. */
    public String encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /**
     * Checks every signature that bears the verifier's name and key id; others are ignored.
     *
     * @throws InvalidNote when there is none, or one of them is wrong
     */
    public void verify(NoteVerifier verifier) {
        List<NoteSignature> own =
                signatures.stream().filter(it -> it.isBy(verifier)).toList();
        if (own.isEmpty()) {
            throw new InvalidNote(Part.SIGNER, "note: not signed by " + verifier.vkey());
        }
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        if (!own.stream().allMatch(it -> verifier.verify(signed, it.signature()))) {
            throw new InvalidNote(Part.SIGNATURE, "note: the signature by " + verifier.vkey() + " is wrong");
        }
    }

    private static void requireText(String note) {
        if (note.codePoints().anyMatch(c -> c < ' ' && c != '\n')) {
            throw layout("a control character");
        }
        if (note.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw layout("not Unicode");
        }
    }

    private static InvalidNote layout(String wrong) {
        return new InvalidNote(Part.LAYOUT, "note: " + wrong + " (wanted: a text, an empty line, signature lines)");
    }
}
