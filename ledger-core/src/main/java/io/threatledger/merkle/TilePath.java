package io.threatledger.merkle;

import java.util.regex.Pattern;

/**
 * A tile and how many of its hashes: what a C2SP tile path names.
 *
 * @param width 1 to 256
 */
public record TilePath(TileId id, int width) {

    private static final Pattern SHAPE =
            Pattern.compile("(0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final long GROUP = 1000;

    public TilePath {
        if (width < 1 || width > TileId.TILE_WIDTH) {
            throw new IllegalArgumentException("tile width: " + width + " (wanted: 1 to 256)");
        }
    }

    /** {@code <L>/<N>} or {@code <L>/<N>.p/<W>}. */
    public String text() {
        String suffix = width == TileId.TILE_WIDTH ? "" : ".p/" + width;
        return id.level() + "/" + groups(id.index()) + suffix;
    }

    /** Reads a path strictly: one tile of one width has one spelling. */
    public static TilePath parse(String path) {
        var match = SHAPE.matcher(path);
        if (!match.matches()) {
            throw invalid(path);
        }
        try {
            int level = Integer.parseInt(match.group(1));
            long index = Long.parseLong(match.group(2).replace("x", "").replace("/", ""));
            String width = match.group(3);
            TilePath parsed =
                    new TilePath(new TileId(level, index), width == null ? TileId.TILE_WIDTH : Integer.parseInt(width));
            if (parsed.text().equals(path)) {
                return parsed;
            }
        } catch (NumberFormatException tooLarge) {
            throw invalid(path);
        }
        throw invalid(path);
    }

    /** Three digits a group, every group but the last prefixed with x: 1234067 is x001/x234/067. */
    static String groups(long index) {
        String last = String.format("%03d", index % GROUP);
        return index < GROUP ? last : prefixed(index / GROUP) + last;
    }

    private static String prefixed(long index) {
        String group = String.format("x%03d/", index % GROUP);
        return index < GROUP ? group : prefixed(index / GROUP) + group;
    }

    private static IllegalArgumentException invalid(String path) {
        String shown = path.length() <= 64 ? path : path.substring(0, 64) + "…";
        return new IllegalArgumentException("tile path: \"" + shown + "\" (wanted: <L>/<N> or <L>/<N>.p/<W>)");
    }
}
