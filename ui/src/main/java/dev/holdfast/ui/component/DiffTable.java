package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** The differences of two texts, with three unchanged lines around each. Colors and signs mark added and removed lines. */
public final class DiffTable extends NativeTable {
    private static final int AROUND = 3;

    private DiffTable(String name, List<LineDiff.Line> lines) {
        addClassName("hf-diff");
        getElement().setAttribute("aria-label", name);
        int skipped = 0;
        for (int index = 0; index < lines.size(); index++) {
            if (isNear(lines, index)) {
                skip(skipped);
                skipped = 0;
                line(lines.get(index));
            } else {
                skipped++;
            }
        }
        skip(skipped);
    }

    /** Compares two texts; {@code name} is the accessible name of the table. */
    public static DiffTable between(String name, String old, String now) {
        return new DiffTable(name, LineDiff.between(old, now));
    }

    /** Shows a text with line numbers and without a comparison. */
    public static DiffTable whole(String name, String content) {
        DiffTable table = new DiffTable(name, List.of());
        LineDiff.between(content, content).forEach(table::line);
        return table;
    }

    private static boolean isNear(List<LineDiff.Line> lines, int index) {
        int end = Math.min(lines.size(), index + AROUND + 1);
        return lines.subList(Math.max(0, index - AROUND), end).stream()
                .anyMatch(line -> line.change() != LineDiff.Change.UNCHANGED);
    }

    private void skip(int count) {
        if (count > 0) {
            NativeTableRow row = getBody().addRow();
            row.getElement().setAttribute("data-change", "skipped");
            row.addDataCell();
            row.addDataCell();
            row.addDataCell().setText(text("diff.unchanged", count));
        }
    }

    private void line(LineDiff.Line line) {
        NativeTableRow row = getBody().addRow();
        int number = line.newNumber() == 0 ? line.oldNumber() : line.newNumber();
        row.addDataCell().setText(Integer.toString(number));
        row.addDataCell()
                .setText(
                        switch (line.change()) {
                            case UNCHANGED -> "";
                            case REMOVED -> "−";
                            case ADDED -> "+";
                        });
        row.addDataCell().add(new Code(line.text()));
        if (line.change() != LineDiff.Change.UNCHANGED) {
            row.getElement().setAttribute("data-change", line.change() == LineDiff.Change.ADDED ? "added" : "removed");
        }
    }
}
