package io.threatledger.note;

import static io.threatledger.note.NoteSamples.BODY;
import static io.threatledger.note.NoteSamples.NOTE;
import static io.threatledger.note.NoteSamples.ORIGIN;
import static io.threatledger.note.NoteSamples.SIGNER;
import static io.threatledger.note.NoteSamples.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.InvalidNote.Part;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("nothing", "", Part.CHECKPOINT),
                Arguments.of("two lines", "log.example\n8\n", Part.CHECKPOINT),
                Arguments.of("an extension line", BODY + "extension\n", Part.CHECKPOINT),
                Arguments.of("an empty line at the end", BODY + "\n", Part.CHECKPOINT),
                Arguments.of("no line feed at the end", BODY.substring(0, BODY.length() - 1), Part.CHECKPOINT),
                Arguments.of("no origin", BODY.replace(ORIGIN, ""), Part.ORIGIN),
                Arguments.of("an origin with a space", BODY.replace(".", " "), Part.ORIGIN),
                Arguments.of("no size", BODY.replace("8\n", "\n"), Part.CHECKPOINT),
                Arguments.of("a zero before the size", BODY.replace("8\n", "08\n"), Part.CHECKPOINT),
                Arguments.of("a sign before the size", BODY.replace("8\n", "+8\n"), Part.CHECKPOINT),
                Arguments.of("a negative size", BODY.replace("8\n", "-8\n"), Part.CHECKPOINT),
                Arguments.of("a size in hexadecimal", BODY.replace("8\n", "0x8\n"), Part.CHECKPOINT),
                Arguments.of("a size in other digits", BODY.replace("8\n", "\u0668\n"), Part.CHECKPOINT),
                Arguments.of("a size beyond a long", BODY.replace("8\n", "9223372036854775808\n"), Part.CHECKPOINT),
                Arguments.of("a space after the size", BODY.replace("8\n", "8 \n"), Part.CHECKPOINT),
                Arguments.of("no root", BODY.replaceFirst("X.*=", ""), Part.CHECKPOINT),
                Arguments.of("a root of 31 bytes", BODY.replaceFirst("X.*=", "A".repeat(42)), Part.CHECKPOINT),
                Arguments.of("a root without padding", BODY.replace("=", ""), Part.CHECKPOINT),
                Arguments.of("a root with spare bits", BODY.replace("yg=", "yh="), Part.CHECKPOINT),
                Arguments.of("a root in hexadecimal", BODY.replaceFirst("X.*=", "00".repeat(32)), Part.CHECKPOINT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void aTextThatIsNotACheckpointIsRefusedAlsoWhenSigned(String what, String body, Part part) {
        assertThatExceptionOfType(InvalidNote.class)
                .isThrownBy(() -> Checkpoint.parse(body))
                .satisfies(refused -> assertThat(refused.part()).isEqualTo(part));
        if (body.endsWith("\n") && !body.endsWith("\n\n")) {
            String note = SignedNote.sign(body, SIGNER).encode();
            assertThatExceptionOfType(InvalidNote.class).isThrownBy(() -> Checkpoint.open(note, VERIFIER));
        }
    }

    @Test
    void aCheckpointOfAnotherLogIsRefusedThoughTheKeySignedIt() {
        String note = new Checkpoint("other.example", new TreeSize(8), Rfc6962.EMPTY_ROOT).sign(SIGNER);
        assertThatExceptionOfType(InvalidNote.class)
                .isThrownBy(() -> Checkpoint.open(note, VERIFIER))
                .satisfies(refused -> assertThat(refused.part()).isEqualTo(Part.ORIGIN))
                .withMessageContaining("other.example");
    }

    @Test
    void theKnownCheckpointOpensAndIsSignedAgainAlike() {
        Checkpoint checkpoint = Checkpoint.open(NOTE, VERIFIER);
        assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
        assertThat(checkpoint.size()).isEqualTo(new TreeSize(8));
        assertThat(checkpoint.body()).isEqualTo(BODY);
        assertThat(checkpoint.sign(SIGNER)).isEqualTo(NOTE);
    }

    @Property
    void everyCheckpointReadsBack(@ForAll @LongRange(min = 0) long size, @ForAll @Size(32) byte[] root) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, new TreeSize(size), Digest.of(root));
        assertThat(Checkpoint.open(checkpoint.sign(SIGNER), VERIFIER)).isEqualTo(checkpoint);
    }
}
