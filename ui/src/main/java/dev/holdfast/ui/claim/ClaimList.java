package dev.holdfast.ui.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Device IDs as people paste them, separated by lines, blanks, commas or semicolons. An ID that stands twice counts once.
 *
 * @param rows each device once, in order
 * @param problems what cannot be claimed as it stands
 */
record ClaimList(List<Row> rows, List<LineProblem> problems) {
    /** The most devices that are claimed while somebody waits. */
    static final int MOST = 20_000;

    /** Nothing given yet. */
    static final ClaimList NONE = new ClaimList(List.of(), List.of());

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");
    private static final int SHOWN = 24;

    /**
     * One device.
     *
     * @param line where it stands, from 1
     * @param device its ID
     */
    record Row(int line, DeviceId device) {}

    /**
     * A device group.
     *
     * @param product its product's name
     * @param group its name
     */
    record Target(String product, String group) {
        @Override
        public String toString() {
            return product + " / " + group;
        }
    }

    /** Reads pasted device IDs. */
    static ClaimList of(String text) {
        return of(text, MOST);
    }

    /** Reads device IDs, {@code most} of them in one go. */
    static ClaimList of(String text, int most) {
        Map<DeviceId, Row> rows = new LinkedHashMap<>();
        List<LineProblem> problems = new ArrayList<>();
        String[] lines = LINES.split(text, -1);
        for (int index = 0; index < lines.length; index++) {
            for (String piece : SEPARATORS.split(lines[index], -1)) {
                if (!piece.isEmpty()) {
                    take(index + 1, piece, rows, problems);
                }
            }
        }
        List<Row> all = List.copyOf(rows.values());
        if (all.size() > most) {
            problems.add(new LineProblem(
                    all.get(most).line(),
                    String.format(Locale.ROOT, "%,d devices", all.size()),
                    String.format(Locale.ROOT, "at most %,d can be claimed in one go; divide them", most)));
        }
        return new ClaimList(all, List.copyOf(problems));
    }

    /** Returns the device IDs, in order. */
    List<DeviceId> devices() {
        return rows.stream().map(Row::device).toList();
    }

    /** Returns the same list with some of its devices only. */
    ClaimList only(List<DeviceId> devices) {
        Set<DeviceId> wanted = Set.copyOf(devices);
        return new ClaimList(
                rows.stream().filter(row -> wanted.contains(row.device())).toList(), List.of());
    }

    private static void take(int line, String id, Map<DeviceId, Row> rows, List<LineProblem> problems) {
        try {
            Row row = new Row(line, DeviceId.parse(id));
            rows.putIfAbsent(row.device(), row);
        } catch (IllegalArgumentException malformed) {
            String shown = id.length() <= SHOWN ? id : id.substring(0, SHOWN) + "…";
            problems.add(new LineProblem(line, shown, String.valueOf(malformed.getMessage())));
        }
    }
}
