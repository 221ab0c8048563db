package dev.holdfast.ui.claim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Device IDs as people paste them, separated by lines, blanks, commas or semicolons. An ID that stands twice counts once.
 *
 * @param rows each device once, in order
 * @param problems what cannot be claimed as it stands
 */
record ClaimList(List<Row> rows, List<ProblemLines.LineProblem> problems) {
    /** The most devices that are claimed while somebody waits. */
    static final int MOST = 20_000;

    static final ClaimList NONE = new ClaimList(List.of(), List.of());

    /** So many problems are listed: what has more is another file, and has to be read no further. */
    static final int MOST_PROBLEMS = 1_000;

    private static final Pattern PIECE = Pattern.compile("[^\\s,;]+");
    private static final int SHOWN = 24;

    /** One device; lines count from 1. */
    record Row(int line, DeviceId device) {}

    /** A device group, or none. */
    record Target(String product, String group) {
        static final Target NONE = new Target(NoGroup.NAME, NoGroup.NAME);

        @Override
        public String toString() {
            return equals(NONE) ? "no group yet" : product + " / " + group;
        }
    }

    static ClaimList of(String text) {
        return of(text, MOST);
    }

    /**
     * Reads device IDs, {@code most} of them in one go. Reads no further than to one more, and to {@value #MOST_PROBLEMS} problems, and says
     * so: a text of many megabytes may be anything.
     */
    static ClaimList of(String text, int most) {
        Map<DeviceId, Row> rows = new LinkedHashMap<>();
        List<ProblemLines.LineProblem> problems = new ArrayList<>();
        int number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            number++;
            for (Matcher piece = PIECE.matcher(lines.next()); piece.find(); ) {
                take(number, piece.group(), rows, problems);
                if (rows.size() > most) {
                    problems.add(new ProblemLines.LineProblem(
                            number,
                            String.format(Locale.ROOT, "more than %,d devices", most),
                            String.format(Locale.ROOT, "at most %,d can be claimed in one go; divide them", most)));
                    return new ClaimList(List.copyOf(rows.values()), List.copyOf(problems));
                }
                if (problems.size() == MOST_PROBLEMS) {
                    problems.add(
                            new ProblemLines.LineProblem(
                                    number,
                                    "and what follows",
                                    "nothing behind this line was read, because so much before it is no device ID; choose another file"));
                    return new ClaimList(List.copyOf(rows.values()), List.copyOf(problems));
                }
            }
        }
        return new ClaimList(List.copyOf(rows.values()), List.copyOf(problems));
    }

    List<DeviceId> devices() {
        return rows.stream().map(Row::device).toList();
    }

    ClaimList only(List<DeviceId> devices) {
        Set<DeviceId> wanted = Set.copyOf(devices);
        return new ClaimList(
                rows.stream().filter(row -> wanted.contains(row.device())).toList(), List.of());
    }

    private static void take(int line, String id, Map<DeviceId, Row> rows, List<ProblemLines.LineProblem> problems) {
        try {
            Row row = new Row(line, DeviceId.parse(id));
            rows.putIfAbsent(row.device(), row);
        } catch (IllegalArgumentException malformed) {
            String shown = id.length() <= SHOWN ? id : id.substring(0, SHOWN) + "…";
            problems.add(new ProblemLines.LineProblem(line, shown, String.valueOf(malformed.getMessage())));
        }
    }
}
