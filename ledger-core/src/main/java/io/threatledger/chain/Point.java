package io.threatledger.chain;

import java.util.Optional;

/**
 * A place on the chain that we have read up to: as long as its block stands, so does everything before it.
 *
 * @param hash {@code 0x} and 64 lower-case digits
 */
record Point(long block, String hash) {
    static Point of(ChainBlock block) {
        return new Point(block.number(), block.hash());
    }

    /** As it is kept between starts. */
    String encode() {
        return block + " " + hash;
    }

    static Optional<Point> decode(String text) {
        int space = text.indexOf(' ');
        try {
            return Optional.of(new Point(Long.parseLong(text.substring(0, space)), text.substring(space + 1)));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
