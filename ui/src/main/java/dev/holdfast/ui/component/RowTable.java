package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A small table under named columns; the first cell of a row names it. */
public class RowTable extends NativeTable {
    /** Makes one without rows; {@code name} is read out. */
    public RowTable(String name, String... columns) {
        addClassName("hf-table");
        getElement().setAttribute("aria-label", name);
        NativeTableRow head = getHead().addRow();
        for (String column : columns) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(column);
            cell.getElement().setAttribute("scope", "col");
        }
    }

    /** Adds a row and returns it. */
    public NativeTableRow row(Component... cells) {
        NativeTableRow row = getBody().addRow();
        NativeTableHeaderCell name = row.addHeaderCell();
        name.getElement().setAttribute("scope", "row");
        name.add(cells[0]);
        List.of(cells)
                .subList(1, cells.length)
                .forEach(cell -> row.addDataCell().add(cell));
        return row;
    }

    /** Returns words for a cell. */
    public static Span words(String text) {
        return new Span(text.isEmpty() ? "–" : text);
    }
}
