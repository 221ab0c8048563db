package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pasted device IDs, separated by lines, blanks, commas or semicolons. Duplicates are ignored.
 *
 * @param rows the devices in order
 * @param problems the texts that are no device IDs, and where reading stopped early
 */
record ClaimList(List<Row> rows, List<ProblemLines.LineProblem> problems) {
    /** The largest number of devices in a claim without a job. */
    static final int MAX = 20_000;

    static final ClaimList NONE = new ClaimList(List.of(), List.of());

    /** Reading stops after this number of problems, because the file is probably the wrong one. */
    static final int MAX_PROBLEMS = 1_000;

    private static final Pattern PIECE = Pattern.compile("[^\\s,;]+");
    private static final int SHOWN = 24;

    /** One device; lines count from 1. */
    record Row(int line, DeviceId device) {}

    /** A device group. {@link #NONE} stands for no group. */
    record Target(String product, String group) {
        static final Target NONE = new Target(NoGroup.NAME, NoGroup.NAME);
    }

    static ClaimList of(String text) {
        return of(text, MAX);
    }

    /** Parses device IDs. Stops after {@code max} + 1 IDs or {@value #MAX_PROBLEMS} problems, and adds a problem that says so. */
    static ClaimList of(String text, int max) {
        Map<DeviceId, Row> rows = new LinkedHashMap<>();
        List<ProblemLines.LineProblem> problems = new ArrayList<>();
        int number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            number++;
            for (Matcher piece = PIECE.matcher(lines.next()); piece.find(); ) {
                take(number, piece.group(), rows, problems);
                if (rows.size() > max) {
                    problems.add(new ProblemLines.LineProblem(
                            number, text("claim.ids.too-many.what", max), text("claim.ids.too-many", max)));
                    return new ClaimList(List.copyOf(rows.values()), List.copyOf(problems));
                }
                if (problems.size() == MAX_PROBLEMS) {
                    problems.add(new ProblemLines.LineProblem(
                            number, text("claim.ids.unread.what"), text("claim.ids.unread")));
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
        Set<DeviceId> selected = Set.copyOf(devices);
        return new ClaimList(
                rows.stream().filter(row -> selected.contains(row.device())).toList(), List.of());
    }

    private static void take(int line, String id, Map<DeviceId, Row> rows, List<ProblemLines.LineProblem> problems) {
        try {
            Row row = new Row(line, DeviceId.parse(id));
            rows.putIfAbsent(row.device(), row);
        } catch (IllegalArgumentException malformed) {
            String shown = id.length() <= SHOWN ? id : id.substring(0, SHOWN) + "…";
            problems.add(new ProblemLines.LineProblem(line, shown, text("claim.ids.malformed")));
        }
    }
}
