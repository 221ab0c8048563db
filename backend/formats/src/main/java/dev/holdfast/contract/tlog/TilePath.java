package dev.holdfast.contract.tlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tlog-tiles puts a tile: {@code 0/x001/x234/067} for tile 1,234,067 of level 0, {@code .p/5} behind it for its first
 * five hashes. Bundles of entries have {@code entries} in place of the level.
 *
 * @param level from 0 to 5; {@link #ENTRIES} for a bundle of entries
 * @param index from 0
 * @param width 1 to {@link Tile#WIDTH}
 */
public record TilePath(int level, long index, int width) {
    /** In place of the level, for a bundle of entries. */
    public static final int ENTRIES = -1;

    private static final int GROUP = 1000;
    private static final Pattern FORM = Pattern.compile(
            "(?<level>[0-5]|entries)/(?<index>(?:x\\d{3}/){0,4}\\d{3})(?:\\.p/(?<width>[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))?");

    /** Reads a path behind {@code tile/}; empty when it is none. */
    public static Optional<TilePath> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(form.group("index").replace("x", "").replace("/", ""));
        String level = form.group("level");
        String width = form.group("width");
        TilePath parsed = new TilePath(
                level.equals("entries") ? ENTRIES : Integer.parseInt(level),
                index,
                width == null ? Tile.WIDTH : Integer.parseInt(width));
        // One tile has one path: no more groups than it needs.
        return parsed.text().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    /** Returns the path behind {@code tile/}. */
    public String text() {
        StringBuilder text = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            text.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        text.insert(0, (level == ENTRIES ? "entries" : level) + "/");
        return width == Tile.WIDTH ? text.toString() : text + ".p/" + width;
    }
}
