package io.threatledger.note;

import static io.threatledger.note.NoteSamples.BODY;
import static io.threatledger.note.NoteSamples.LOG_LINE;
import static io.threatledger.note.NoteSamples.NOTE;
import static io.threatledger.note.NoteSamples.SIGNER;
import static io.threatledger.note.NoteSamples.VERIFIER;
import static io.threatledger.note.NoteSamples.VKEY;
import static io.threatledger.note.NoteSamples.WITNESS_LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threatledger.note.InvalidNote.Part;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    private static final String EXAMPLE_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String EXAMPLE = """
            This is an example message.

            \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    static Stream<Arguments> badLayouts() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no empty line", BODY + LOG_LINE),
                Arguments.of("no signature", BODY + "\n"),
                Arguments.of("no text", "\n" + LOG_LINE),
                Arguments.of("no line feed at the end", NOTE.substring(0, NOTE.length() - 1)),
                Arguments.of("an empty line at the end", NOTE + "\n"),
                Arguments.of("a hyphen for the dash", NOTE.replace('\u2014', '-')),
                Arguments.of("an en dash", NOTE.replace('\u2014', '\u2013')),
                Arguments.of("two spaces", NOTE.replace("threats wv", "threats  wv")),
                Arguments.of("no space", NOTE.replace("\u2014 ", "\u2014")),
                Arguments.of("a name with a plus", NOTE.replace("threats wv", "thr+eats wv")),
                Arguments.of("an empty name", NOTE.replace("\u2014 ledger.example/threats ", "\u2014  ")),
                Arguments.of("a carriage return", NOTE.replace("8\n", "8\r\n")),
                Arguments.of("a tab", NOTE.replace("8\n", "\t8\n")),
                Arguments.of("a NUL", NOTE.replace("8\n", "8\u0000\n")),
                Arguments.of("half a surrogate pair", NOTE.replace("8\n", "8\ud83d\n")),
                Arguments.of("no base64", NOTE.replace("wvWF", "wv*F")),
                Arguments.of("base64 without padding", NOTE.replace("4gg=", "4gg")),
                Arguments.of("base64 with spare bits", NOTE.replace("4gg=", "4gh=")),
                Arguments.of("a key id and no signature", BODY + "\n\u2014 ledger.example/threats wvWFiA==\n"),
                Arguments.of("less than a key id", BODY + "\n\u2014 ledger.example/threats wvWF\n"),
                Arguments.of("text among the signatures", NOTE + "text\n" + LOG_LINE),
                Arguments.of("a space at the end of a line", NOTE.replace("4gg=", "4gg= ")),
                Arguments.of("too many signatures", BODY + "\n" + LOG_LINE.repeat(65)),
                Arguments.of("too long", "a".repeat(1_000_000) + "\n\n" + LOG_LINE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLayouts")
    void anotherLayoutIsRefused(String what, String note) {
        refused(Part.LAYOUT, () -> SignedNote.parse(note));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
        note[2] = (byte) 0xff;
        refused(Part.LAYOUT, () -> SignedNote.parse(note));
        byte[] overlong = {(byte) 0xc0, (byte) 0x8a, '\n'};
        refused(Part.LAYOUT, () -> SignedNote.parse(overlong));
    }

    @Test
    void aNoteWithoutASignatureOfTheKeyIsRefused() {
        refused(Part.SIGNER, () -> SignedNote.parse(BODY + "\n" + WITNESS_LINE).verify(VERIFIER));
        refused(
                Part.SIGNER,
                () -> SignedNote.parse(NOTE.replace("threats wv", "threat wv")).verify(VERIFIER));
        refused(
                Part.SIGNER,
                () -> SignedNote.parse(NOTE.replace("wvWFi", "wvWFj")).verify(VERIFIER));
        refused(Part.SIGNER, () -> SignedNote.parse(NOTE).verify(NoteVerifier.fromVkey(EXAMPLE_VKEY)));
    }

    @Test
    void aWrongSignatureOfTheKeyIsRefusedEvenBesideAGoodOne() {
        String wrong = LOG_LINE.replace("Pt2J", "Pt3J");
        refused(Part.SIGNATURE, () -> SignedNote.parse(BODY + "\n" + wrong).verify(VERIFIER));
        refused(Part.SIGNATURE, () -> SignedNote.parse(NOTE + wrong).verify(VERIFIER));
        refused(
                Part.SIGNATURE,
                () -> SignedNote.parse(BODY + "\n" + wrong + LOG_LINE).verify(VERIFIER));
        refused(
                Part.SIGNATURE,
                () -> SignedNote.parse(BODY + "\n\u2014 ledger.example/threats wvWFiAA=\n")
                        .verify(VERIFIER));
        refused(
                Part.SIGNATURE,
                () -> SignedNote.parse(NOTE.replace("8\n", "9\n")).verify(VERIFIER));
    }

    @Test
    void noByteOfANoteCanBeChanged() {
        byte[] good = NOTE.getBytes(StandardCharsets.UTF_8);
        SignedNote.parse(good).verify(VERIFIER); // a good note is known again, and none that is nearly the same
        for (int i = 0; i < good.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] note = good.clone();
                note[i] ^= (byte) (1 << bit);
                assertThatExceptionOfType(InvalidNote.class)
                        .isThrownBy(() -> SignedNote.parse(note).verify(VERIFIER));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ledger.example/threats",
                "ledger.example/threats+c2f58588",
                "ledger.example/threats+c2f58589+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threats+C2F58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threats+2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threat+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threats+c2f58588+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threats+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG5",
                "ledger.example/threats+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVQ==",
                "ledger.example/threats+c2f58588+AQOhB7*zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger example+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
                "ledger.example/threats+c2f58588+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ledger.example/threats+c2f58588+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n"
            })
    void whatIsNotAVkeyIsRefused(String vkey) {
        refused(Part.KEY, () -> NoteVerifier.fromVkey(vkey));
    }

    @Test
    void namesAndSeedsOutOfShapeAreRefused() {
        refused(Part.KEY, () -> NoteSigner.ed25519("", new byte[32]));
        refused(Part.KEY, () -> NoteSigner.ed25519("a b", new byte[32]));
        refused(Part.KEY, () -> NoteSigner.ed25519("a\u00a0b", new byte[32]));
        refused(Part.KEY, () -> NoteSigner.ed25519("a+b", new byte[32]));
        refused(Part.KEY, () -> NoteSigner.ed25519("a\nb", new byte[32]));
        refused(Part.KEY, () -> NoteSigner.ed25519("a", new byte[31]));
        refused(Part.KEY, () -> NoteVerifier.ed25519("a", new byte[31]));
    }

    @Test
    void textsThatCannotBeANoteAreNotSigned() {
        refused(Part.LAYOUT, () -> SignedNote.sign("no line feed", SIGNER));
        refused(Part.LAYOUT, () -> SignedNote.sign("", SIGNER));
        refused(Part.LAYOUT, () -> SignedNote.sign("a\tb\n", SIGNER));
    }

    @Test
    void theExampleOfTheSpecificationVerifies() {
        SignedNote note = SignedNote.parse(EXAMPLE);
        note.verify(NoteVerifier.fromVkey(EXAMPLE_VKEY));
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(NoteVerifier.fromVkey(EXAMPLE_VKEY).vkey()).isEqualTo(EXAMPLE_VKEY);
    }

    @Test
    void theKnownSeedGivesTheKnownKeyAndNote() {
        assertThat(VERIFIER.vkey()).isEqualTo(VKEY);
        assertThat(SignedNote.sign(BODY, SIGNER).encode()).isEqualTo(NOTE);
    }

    @Test
    void signaturesOfOthersAreKeptAndIgnored() {
        SignedNote note = SignedNote.parse(NOTE + WITNESS_LINE);
        note.verify(VERIFIER);
        assertThat(note.signatures())
                .extracting(NoteSignature::name)
                .containsExactly(NoteSamples.ORIGIN, "witness.example/w1");
        assertThat(note.signatures().getLast().keyId()).isEqualTo(0x20324abe);
        assertThat(note.encode()).isEqualTo(NOTE + WITNESS_LINE);
    }

    @Test
    void aNoteIsSplitAtItsLastEmptyLine() {
        String text = "one\n\n\u2014 not a signature\n\ntwo\n";
        SignedNote note = SignedNote.parse(SignedNote.sign(text, SIGNER).encode());
        note.verify(VERIFIER);
        assertThat(note.text()).isEqualTo(text);
    }

    @Test
    void sixteenSignaturesAndMoreAreRead() {
        assertThat(SignedNote.parse(BODY + "\n" + LOG_LINE.repeat(64)).signatures())
                .hasSize(64);
    }

    private static void refused(Part part, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidNote.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.part()).isEqualTo(part));
    }
}
