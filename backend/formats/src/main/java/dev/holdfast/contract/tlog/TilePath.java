package dev.holdfast.contract.tlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URL path of a tile (C2SP tlog-tiles): {@code 0/x001/x234/067} for tile 1,234,067 of level 0. The suffix {@code .p/5}
 * stands for a partial tile of five hashes. The path of an entry bundle has {@code entries} instead of the level.
 *
 * @param level level of tiles, 0 to 5; {@link #ENTRIES} for an entry bundle
 * @param index index within its level, from 0
 * @param width number of hashes or entries, 1 to {@link Tile#WIDTH}
 */
public record TilePath(int level, long index, int width) {
    /** Value of the level for entry bundles. */
    public static final int ENTRIES = -1;

    private static final int GROUP = 1000;
    private static final Pattern FORM = Pattern.compile(
            "(?<level>[0-5]|entries)/(?<index>(?:x\\d{3}/){0,4}\\d{3})(?:\\.p/(?<width>[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))?");

    /** Parses the path after {@code tile/}; empty if it is malformed. */
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
        // Refuses other spellings of the same tile, such as superfluous groups of zeros.
        return parsed.text().equals(path) ? Optional.of(parsed) : Optional.empty();
    }

    /** Returns the path after {@code tile/}. */
    public String text() {
        StringBuilder text = new StringBuilder("%03d".formatted(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            text.insert(0, "x%03d/".formatted(rest % GROUP));
        }
        text.insert(0, (level == ENTRIES ? "entries" : level) + "/");
        return width == Tile.WIDTH ? text.toString() : text + ".p/" + width;
    }
}
