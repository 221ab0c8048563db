package dev.holdfast.ui.component;

import java.util.ArrayList;
import java.util.List;

/** Compares two texts line by line by their longest common subsequence, after a fast skip of the common beginning and end. */
public final class LineDiff {
    /** The largest number of differing lines to compare. Longer parts count as replaced as a whole. */
    private static final int MAX = 3_000;

    private final String[] old;
    private final String[] now;
    private final List<Line> lines = new ArrayList<>();

    public enum Change {
        UNCHANGED,
        REMOVED,
        ADDED
    }

    /**
     * One line.
     *
     * @param oldNumber its line number in the old text, from 1; 0 if added
     * @param newNumber its line number in the new text, from 1; 0 if removed
     */
    public record Line(Change change, int oldNumber, int newNumber, String text) {}

    private LineDiff(String old, String now) {
        this.old = old.isEmpty() ? new String[0] : old.split("\\R", -1);
        this.now = now.isEmpty() ? new String[0] : now.split("\\R", -1);
    }

    public static List<Line> between(String old, String now) {
        return new LineDiff(old, now).compare();
    }

    private List<Line> compare() {
        int start = 0;
        while (start < old.length && start < now.length && old[start].equals(now[start])) {
            start++;
        }
        int oldEnd = old.length;
        int newEnd = now.length;
        while (oldEnd > start && newEnd > start && old[oldEnd - 1].equals(now[newEnd - 1])) {
            oldEnd--;
            newEnd--;
        }
        for (int index = 0; index < start; index++) {
            addUnchanged(index, index);
        }
        middle(start, oldEnd, newEnd);
        for (int index = oldEnd; index < old.length; index++) {
            addUnchanged(index, newEnd + index - oldEnd);
        }
        return List.copyOf(lines);
    }

    private void middle(int start, int oldEnd, int newEnd) {
        int rows = oldEnd - start;
        int columns = newEnd - start;
        boolean small = rows <= MAX && columns <= MAX;
        int[][] common = new int[small ? rows + 1 : 1][small ? columns + 1 : 1];
        for (int row = small ? rows - 1 : -1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                common[row][column] = old[start + row].equals(now[start + column])
                        ? common[row + 1][column + 1] + 1
                        : Math.max(common[row + 1][column], common[row][column + 1]);
            }
        }
        int row = 0;
        int column = 0;
        while (row < rows || column < columns) {
            boolean both = small && row < rows && column < columns;
            if (both && old[start + row].equals(now[start + column])) {
                addUnchanged(start + row++, start + column++);
            } else if (row < rows && (!both || common[row + 1][column] >= common[row][column + 1])) {
                lines.add(new Line(Change.REMOVED, start + row + 1, 0, old[start + row++]));
            } else {
                lines.add(new Line(Change.ADDED, 0, start + column + 1, now[start + column++]));
            }
        }
    }

    private void addUnchanged(int oldIndex, int newIndex) {
        lines.add(new Line(Change.UNCHANGED, oldIndex + 1, newIndex + 1, now[newIndex]));
    }
}
