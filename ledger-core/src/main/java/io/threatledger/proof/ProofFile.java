package io.threatledger.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A proof as bytes from anywhere, in either form: the JSON bundle or the C2SP tlog-proof. */
public final class ProofFile {
    private static final String JSON_START = "{";

    private ProofFile() {}

    /** Reads the form that the first character tells; anything else is an {@link InvalidProof} that names the part. */
    public static ProofBundle read(byte[] bytes) {
        String text = utf8(bytes);
        return text.stripLeading().startsWith(JSON_START)
                ? ProofBundle.parse(text)
                : TlogProof.parse(text).bundle();
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidProof("proof: not UTF-8", e);
        }
    }
}
