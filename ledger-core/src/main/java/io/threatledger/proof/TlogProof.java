package io.threatledger.proof;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.entry.Presentation;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A C2SP tlog-proof whose {@code extra} is the presentation.
 *
 * @param path from the leaf's sibling to the root's child
 * @param checkpoint the signed note, verbatim
 */
public record TlogProof(String extra, LeafIndex index, List<Digest> path, String checkpoint) {

    public static final String MEDIA_TYPE = "application/vnd.c2sp.tlog-proof";
    public static final int TEXT_CHARACTERS_MAX = 1_000_000;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    public TlogProof {
        path = List.copyOf(path);
    }

    /** The file's content. */
    public String text() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        text.append(EXTRA)
                .append(Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8)))
                .append('\n');
        text.append(INDEX).append(index.value()).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /** Reads a proof that has an {@code extra}; anything else is an {@link InvalidProof} naming the line. */
    public static TlogProof parse(String text) {
        int empty = text.indexOf("\n\n");
        if (text.length() > TEXT_CHARACTERS_MAX || empty < 0) {
            throw new InvalidProof("tlog-proof: too long, or no empty line before the checkpoint");
        }
        List<String> lines = List.of(text.substring(0, empty).split("\n", -1));
        if (lines.size() < 3 || lines.size() > 3 + ProofBundle.INCLUSION_HASHES_MAX) {
            throw new InvalidProof("tlog-proof: " + lines.size() + " lines (wanted: 3, and at most 63 hashes)");
        }
        if (!lines.get(0).equals(FIRST_LINE)) {
            throw new InvalidProof("tlog-proof: first line (wanted: " + FIRST_LINE + ")");
        }
        return new TlogProof(
                extra(lines.get(1)),
                index(lines.get(2)),
                hashes(lines.subList(3, lines.size())),
                text.substring(empty + 2));
    }

    /** The same proof as a bundle: the id computed from the entry, no anchor. */
    public ProofBundle bundle() {
        try {
            EntryId id = EntryId.of(Rfc6962.leafHash(Presentation.parse(extra).leaf()));
            return new ProofBundle(id, extra, index, path, checkpoint, null);
        } catch (InvalidEntry e) {
            throw new InvalidProof("tlog-proof: extra: " + e.getMessage(), e);
        }
    }

    private static String extra(String line) {
        try {
            byte[] bytes = Base64.getDecoder().decode(after(EXTRA, line));
            String extra = new String(bytes, StandardCharsets.ISO_8859_1);
            if (line.equals(EXTRA + Base64.getEncoder().encodeToString(bytes))
                    && extra.chars().allMatch(c -> c < 0x80)) {
                return extra;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidProof("tlog-proof: extra (wanted: base64 of a presentation)", e);
        }
        throw new InvalidProof("tlog-proof: extra (wanted: canonical base64 of a presentation)");
    }

    private static LeafIndex index(String line) {
        String number = after(INDEX, line);
        try {
            if (NUMBER.matcher(number).matches()) {
                return new LeafIndex(Long.parseLong(number));
            }
        } catch (NumberFormatException beyondLong) {
            throw new InvalidProof("tlog-proof: index beyond 2^63-1", beyondLong);
        }
        throw new InvalidProof("tlog-proof: index (wanted: a decimal number without leading zeros)");
    }

    private static List<Digest> hashes(List<String> lines) {
        List<Digest> hashes = new ArrayList<>();
        try {
            lines.forEach(line -> hashes.add(Digest.ofBase64(line)));
        } catch (IllegalArgumentException e) {
            throw new InvalidProof("tlog-proof: hash " + hashes.size() + ": " + e.getMessage(), e);
        }
        return hashes;
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new InvalidProof("tlog-proof: a line is missing (wanted: " + word + "…)");
        }
        return line.substring(word.length());
    }
}
