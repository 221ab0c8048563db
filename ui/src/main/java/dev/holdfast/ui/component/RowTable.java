package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A small table under named columns; the first cell of a row names it. */
public class RowTable extends NativeTable {
    /** Has tables whose rows are cards where the window is narrow. */
    static final String CARDS = "hf-cards";

    private final List<String> columns;
    private boolean cards;

    /** Makes one without rows; {@code name} is read out. */
    public RowTable(String name, String... columns) {
        this.columns = List.of(columns);
        addClassName("hf-table");
        getElement().setAttribute("aria-label", name);
        NativeTableRow head = getHead().addRow();
        for (String column : columns) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(column);
            cell.getElement().setAttribute("scope", "col");
        }
    }

    /** Makes each row that is added from now on a card where the window is narrow: below the name, cell after cell after its column's name. */
    public RowTable asCards() {
        cards = true;
        addClassNames(CARDS, "hf-breaking");
        return this;
    }

    /** Adds a row and returns it. */
    public NativeTableRow row(Component... cells) {
        NativeTableRow row = getBody().addRow();
        NativeTableHeaderCell name = row.addHeaderCell();
        name.getElement().setAttribute("scope", "row");
        name.add(cells[0]);
        for (int column = 1; column < cells.length; column++) {
            NativeTableCell cell = row.addDataCell();
            cell.add(cells[column]);
            if (cards) {
                cell.getElement().setAttribute("data-column", columns.get(column));
            }
        }
        return row;
    }

    /** Returns words for a cell. */
    public static Span words(String text) {
        return new Span(text.isEmpty() ? "–" : text);
    }
}
