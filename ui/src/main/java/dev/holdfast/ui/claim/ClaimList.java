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
 * Devices to claim as people give them: pasted IDs, separated by lines, blanks, commas or semicolons, or a CSV file with
 * the columns that Azure Sphere's manufacturing tools write. A device that stands twice for the same group counts once.
 *
 * @param rows each device once, in order
 * @param problems what cannot be claimed as it stands
 */
record ClaimList(List<Row> rows, List<LineProblem> problems) {
    /** The first line of a CSV file. */
    static final String HEADER = "DeviceId,ProductName,DeviceGroupName";

    /** The most devices that are claimed in one go. */
    static final int MOST = 20_000;

    /** Nothing given yet. */
    static final ClaimList NONE = new ClaimList(List.of(), List.of());

    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;]+");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int COLUMNS = 3;
    private static final int SHOWN = 24;

    /**
     * One device.
     *
     * @param line where it stands, from 1
     * @param device its ID
     * @param target where it shall go
     */
    record Row(int line, DeviceId device, Target target) {}

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

    /** Reads pasted device IDs, all for one group. */
    static ClaimList ofIds(String text, Target target) {
        Reader reader = new Reader();
        String[] lines = LINES.split(text, -1);
        for (int index = 0; index < lines.length; index++) {
            for (String piece : SEPARATORS.split(lines[index], -1)) {
                if (!piece.isEmpty()) {
                    reader.take(index + 1, piece, target);
                }
            }
        }
        return reader.result();
    }

    /** Reads a CSV file; commas or semicolons, values may stand in quotation marks. */
    static ClaimList ofCsv(String text) {
        Reader reader = new Reader();
        String[] lines = LINES.split(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, -1);
        String separator = lines[0].contains(";") ? ";" : ",";
        String header = String.join(",", cells(lines[0], separator));
        if (!header.equalsIgnoreCase(HEADER)) {
            reader.problem(1, abbreviate(lines[0]), "the first line must be " + HEADER);
            return reader.result();
        }
        for (int index = 1; index < lines.length; index++) {
            if (lines[index].isBlank()) {
                continue;
            }
            List<String> cells = cells(lines[index], separator);
            if (cells.size() == COLUMNS && cells.stream().noneMatch(String::isEmpty)) {
                reader.take(index + 1, cells.getFirst(), new Target(cells.get(1), cells.get(2)));
            } else {
                reader.problem(
                        index + 1,
                        abbreviate(lines[index]),
                        "three values are expected: device ID, product, device group");
            }
        }
        return reader.result();
    }

    /** Returns the same list where every group is written as the catalog writes it; unknown ones become problems. */
    ClaimList among(List<Target> known) {
        Map<String, Target> byName = new LinkedHashMap<>();
        known.forEach(target -> byName.put(key(target), target));
        List<Row> found = new ArrayList<>();
        List<LineProblem> all = new ArrayList<>(problems);
        for (Row row : rows) {
            Target target = byName.get(key(row.target()));
            if (target == null) {
                all.add(new LineProblem(
                        row.line(), row.device().text(), "this catalog has no device group " + row.target()));
            } else {
                found.add(new Row(row.line(), row.device(), target));
            }
        }
        all.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return new ClaimList(List.copyOf(found), List.copyOf(all));
    }

    /** Returns the same list with some of its devices only. */
    ClaimList only(List<DeviceId> devices) {
        Set<DeviceId> wanted = Set.copyOf(devices);
        return new ClaimList(
                rows.stream().filter(row -> wanted.contains(row.device())).toList(), List.of());
    }

    /** Returns the rows by the group that they go to, in order. */
    Map<Target, List<Row>> byTarget() {
        Map<Target, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(row.target(), target -> new ArrayList<>())
                .add(row));
        return groups;
    }

    private static String key(Target target) {
        return target.toString().toLowerCase(Locale.ROOT);
    }

    private static List<String> cells(String line, String separator) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(separator, -1)) {
            String value = cell.strip();
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            cells.add(quoted ? value.substring(1, value.length() - 1).strip() : value);
        }
        return cells;
    }

    private static String abbreviate(String piece) {
        return piece.length() <= SHOWN ? piece : piece.substring(0, SHOWN) + "…";
    }

    /** Collects rows and problems. */
    private static final class Reader {
        private final Map<DeviceId, Row> rows = new LinkedHashMap<>();
        private final List<LineProblem> problems = new ArrayList<>();

        void take(int line, String id, Target target) {
            try {
                Row row = new Row(line, DeviceId.parse(id), target);
                Row earlier = rows.putIfAbsent(row.device(), row);
                if (earlier != null && !key(earlier.target()).equals(key(target))) {
                    problem(line, id, "line " + earlier.line() + " sends this device to " + earlier.target());
                }
            } catch (IllegalArgumentException malformed) {
                problem(line, abbreviate(id), String.valueOf(malformed.getMessage()));
            }
        }

        void problem(int line, String what, String why) {
            problems.add(new LineProblem(line, what, why));
        }

        ClaimList result() {
            if (rows.size() > MOST) {
                List<Row> all = List.copyOf(rows.values());
                problem(
                        all.get(MOST).line(),
                        String.format(Locale.ROOT, "%,d devices", all.size()),
                        String.format(Locale.ROOT, "at most %,d can be claimed in one go; divide them", MOST));
            }
            return new ClaimList(List.copyOf(rows.values()), List.copyOf(problems));
        }
    }
}
