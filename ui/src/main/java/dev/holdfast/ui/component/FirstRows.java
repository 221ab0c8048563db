package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Function;

/** The first {@value #SHOWN} rows of a table of words, and how many more there are: for previews in dialogs. */
public final class FirstRows extends Div {
    private static final int SHOWN = 8;

    private FirstRows() {}

    /**
     * Makes one.
     *
     * @param name is read out
     * @param all the number of rows, of which {@code rows} may have the first ones only
     * @param row what a row is, such as {@code group}
     */
    public static <T> FirstRows of(
            String name, List<T> rows, long all, String row, Function<T, List<String>> words, String... columns) {
        RowTable table = new RowTable(name, columns);
        rows.stream()
                .limit(SHOWN)
                .forEach(one ->
                        table.row(words.apply(one).stream().map(RowTable::words).toArray(Span[]::new)));
        FirstRows shown = new FirstRows();
        shown.add(table);
        if (all > SHOWN) {
            shown.add(new Paragraph("and " + Amount.of(all - SHOWN, "more " + row)));
        }
        return shown;
    }
}
