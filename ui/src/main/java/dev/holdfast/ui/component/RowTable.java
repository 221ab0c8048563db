package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A table with named columns. The first cell of a row is its header. In narrow windows, each row is a card. */
public class RowTable extends NativeTable {
    private static final int FIRST = 8;

    private final List<NativeTableHeaderCell> heads = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final NativeTableRow head;

    /** {@code name} is the accessible name. */
    public RowTable(String name, String... columns) {
        addClassNames("hf-table", "hf-cards");
        getElement().setAttribute("aria-label", name);
        head = getHead().addRow();
        for (String column : columns) {
            column(column);
        }
    }

    /** Adds a column; add all columns before rows. */
    public final void column(String name) {
        NativeTableHeaderCell cell = head.addHeaderCell();
        cell.setText(name);
        cell.getElement().setAttribute("scope", "col");
        heads.add(cell);
        columns.add(name);
    }

    public NativeTableHeaderCell head(int column) {
        return heads.get(column);
    }

    public NativeTableRow row(Component... cells) {
        NativeTableRow row = of(List.of(cells));
        getBody().add(row);
        return row;
    }

    /** Makes a row without adding it to the table. */
    public NativeTableRow of(List<Component> cells) {
        NativeTableRow row = new NativeTableRow();
        NativeTableHeaderCell name = row.addHeaderCell();
        name.getElement().setAttribute("scope", "row");
        name.add(cells.getFirst());
        for (int column = 1; column < cells.size(); column++) {
            NativeTableCell cell = row.addDataCell();
            cell.add(cells.get(column));
            cell.getElement().setAttribute("data-column", columns.get(column));
        }
        return row;
    }

    /** Replaces only the changed cells of a row, so that the other cells keep the focus. */
    public static void change(NativeTableRow row, List<Component> cells) {
        List<Component> before = row.getChildren().toList();
        for (int column = 0; column < cells.size(); column++) {
            HtmlContainer cell = (HtmlContainer) before.get(column);
            Component content = cell.getChildren().findFirst().orElseThrow();
            if (!content.getElement()
                    .getOuterHTML()
                    .equals(cells.get(column).getElement().getOuterHTML())) {
                cell.removeAll();
                cell.add(cells.get(column));
            }
        }
    }

    /**
     * Makes a table of the first {@value #FIRST} rows with the number of further ones, for previews in dialogs.
     *
     * @param name the accessible name
     * @param all the number of all rows; {@code rows} can have fewer
     * @param words returns the cells of a row
     */
    public static <T> Div first(
            String name, List<T> rows, long all, Function<T, List<String>> words, String... columns) {
        RowTable table = new RowTable(name, columns);
        rows.stream()
                .limit(FIRST)
                .forEach(one ->
                        table.row(words.apply(one).stream().map(RowTable::words).toArray(Span[]::new)));
        Div shown = new Div(table);
        if (all > FIRST) {
            shown.add(new Paragraph(text("list.more", all - FIRST)));
        }
        return shown;
    }

    /** Returns the text, or a dash if it is empty. */
    public static Span words(String text) {
        return new Span(text.isEmpty() ? "–" : text);
    }
}
