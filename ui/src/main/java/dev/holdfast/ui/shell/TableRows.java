package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of a list in a table under a heading. In narrow windows, rows are cards. */
public final class TableRows<T> extends GrowingRows<T> {
    /** The number of rows shown at first, and added by each click of the button for more. */
    public static final int PAGE = 100;

    private final RowTable table;
    private final Panel panel;
    private final transient List<Function<T, Component>> cells = new ArrayList<>();
    private final transient Map<String, Integer> keys = new HashMap<>();
    private final transient Map<String, NativeButton> buttons = new HashMap<>();
    private transient Predicate<T> marked = row -> false;
    private ListSort order = ListSort.NONE;
    private boolean framed = true;

    public TableRows(String title, Function<T, Object> id) {
        this(title, id, PAGE);
    }

    /** Makes a table that shows {@code page} rows at first, and adds as many by each click. */
    public TableRows(String title, Function<T, Object> id, int page) {
        super(page, id);
        table = new RowTable(title);
        panel = new Panel(title, table);
    }

    public TableRows<T> column(String header, Function<T, ? extends Component> cell) {
        table.column(header);
        cells.add(cell::apply);
        return this;
    }

    public TableRows<T> words(String header, Function<T, String> words) {
        return column(header, row -> RowTable.words(words.apply(row)));
    }

    /** Lets the column that was added last sort the list by this key of the operator API. */
    public TableRows<T> sortedBy(String key) {
        keys.put(key, cells.size() - 1);
        return this;
    }

    public TableRows<T> beside(Component... components) {
        panel.beside(components);
        return this;
    }

    /** Shows the table without a panel and heading, for a panel that has more content. */
    public TableRows<T> withoutPanel() {
        framed = false;
        return this;
    }

    /** Highlights the matching rows, such as the version that the page shows in detail. */
    public TableRows<T> marking(Predicate<T> newMarked) {
        table.addClassName("hf-attestations");
        marked = newMarked;
        return this;
    }

    @Override
    void makeSortable(List<String> names) {
        names.stream().filter(keys::containsKey).forEach(name -> {
            NativeButton button = new NativeButton("", clicked -> sort(next(name)));
            button.addClassName("hf-sort");
            Element head = table.head(keys.getOrDefault(name, 0)).getElement();
            button.add(new Span(head.getText()));
            head.setText("");
            head.appendChild(button.getElement());
            buttons.put(name, button);
        });
    }

    private ListSort next(String key) {
        return order.key().equals(key) ? order.reversed() : new ListSort(key, false);
    }

    @Override
    void showSort(ListSort shown) {
        order = shown;
        buttons.forEach((key, button) -> {
            @Nullable
            String direction = !key.equals(shown.key()) ? "none" : shown.descending() ? "descending" : "ascending";
            table.head(keys.getOrDefault(key, 0)).getElement().setAttribute("aria-sort", direction);
        });
    }

    @Override
    HasComponents body() {
        return table.getBody();
    }

    @Override
    Component list() {
        return framed ? panel : table;
    }

    @Override
    NativeTableRow make(T row) {
        NativeTableRow made = table.of(cells(row));
        made.getElement().setAttribute("data-shown", marked.test(row));
        return made;
    }

    /** Replaces only the cells that look different, so that the others keep the focus. */
    @Override
    Component change(Component component, T row) {
        RowTable.change((NativeTableRow) component, cells(row));
        return component;
    }

    private List<Component> cells(T row) {
        return cells.stream().map(cell -> cell.apply(row)).toList();
    }
}
