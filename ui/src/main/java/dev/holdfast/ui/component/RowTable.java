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

/** A small table under named columns; the first cell of a row names it. */
public class RowTable extends NativeTable {
    /** Has tables whose rows are cards where the window is narrow. */
    static final String CARDS = "hf-cards";

    private static final int FIRST = 8;

    private final List<NativeTableHeaderCell> heads = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final NativeTableRow head;
    private boolean cards;

    /** Makes one without rows; {@code name} is read out. */
    public RowTable(String name, String... columns) {
        addClassName("hf-table");
        getElement().setAttribute("aria-label", name);
        head = getHead().addRow();
        for (String column : columns) {
            column(column);
        }
    }

    /** Adds a column; rows are added afterwards. */
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

    /** Makes each row that is added from now on a card where the window is narrow: below the name, cell after cell after its column's name. */
    public RowTable asCards() {
        cards = true;
        addClassNames(CARDS, "hf-breaking");
        return this;
    }

    public NativeTableRow row(Component... cells) {
        NativeTableRow row = of(List.of(cells));
        getBody().add(row);
        return row;
    }

    public NativeTableRow of(List<Component> cells) {
        NativeTableRow row = new NativeTableRow();
        NativeTableHeaderCell name = row.addHeaderCell();
        name.getElement().setAttribute("scope", "row");
        name.add(cells.getFirst());
        for (int column = 1; column < cells.size(); column++) {
            NativeTableCell cell = row.addDataCell();
            cell.add(cells.get(column));
            if (cards) {
                cell.getElement().setAttribute("data-column", columns.get(column));
            }
        }
        return row;
    }

    /** Replaces the content of those cells of a row that look different now; the others keep the focus. */
    public static void change(NativeTableRow row, List<Component> cells) {
        List<Component> places = row.getChildren().toList();
        for (int column = 0; column < cells.size(); column++) {
            HtmlContainer place = (HtmlContainer) places.get(column);
            Component before = place.getChildren().findFirst().orElseThrow();
            if (!before.getElement()
                    .getOuterHTML()
                    .equals(cells.get(column).getElement().getOuterHTML())) {
                place.removeAll();
                place.add(cells.get(column));
            }
        }
    }

    /**
     * Makes a table of the first {@value #FIRST} rows, and says how many more there are: for previews in dialogs.
     *
     * @param name is read out
     * @param all the number of rows, of which {@code rows} may have the first ones only
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

    public static Span words(String text) {
        return new Span(text.isEmpty() ? "–" : text);
    }
}
