package io.threatledger.merkle;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The leaves that tests grow trees from. */
final class Leaves {

    /** The eight leaves that implementations of certificate transparency share. */
    static final List<Digest> REFERENCE = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> Rfc6962.leafHash(HexFormat.of().parseHex(hex)))
            .toList();

    private Leaves() {}

    /** Leaf i is the single byte i. */
    static List<Digest> singleBytes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Rfc6962.leafHash(new byte[] {(byte) i}))
                .toList();
    }

    /** Leaf i is the number i in eight bytes. */
    static Digest numbered(long i) {
        return Rfc6962.leafHash(ByteBuffer.allocate(Long.BYTES).putLong(i).array());
    }

    static List<Digest> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> numbered((long) i)).toList();
    }
}
