package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.Grid.Column;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.provider.DataCommunicator;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.LinkedPages.Total;
import dev.holdfast.ui.text.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of a list in a grid that reads on while scrolling. Columns are sortable if their key is an order of the operator API. */
public final class GridRows<T> extends ListRows<T> {
    /** Keeps clicks that end a text selection or miss a checkbox from opening the row. */
    private static final String ONLY_ROWS = """
            this.addEventListener('click', event => {
              const text = getSelection();
              if (text.type === 'Range' && this.contains(text.anchorNode)) event.stopPropagation();
              const box = this.getEventContext(event).column?.localName.includes('selection');
              if (box && !event.target.closest('vaadin-checkbox')) event.preventDefault();
            }, true)""";

    /** Freezes the column, but not while the window is narrow. */
    private static final String FREEZE = """
            const narrow = matchMedia('(max-width: 600px)');
            const freeze = () => this.isConnected ? this.frozen = !narrow.matches : narrow.removeEventListener('change', freeze);
            narrow.addEventListener('change', freeze);
            freeze();""";

    private final Grid<T> grid;
    private final ListEnd end;
    /** Receives all rows that the grid loads. */
    private transient Consumer<List<T>> coming = rows -> {};
    /** Shown when the whole list was read and has no rows. */
    private Component nothing = new Div();
    /** Whether all rows of the list had been read when the grid got its number of rows. */
    private boolean whole;

    /** Shows rows in a grid that has its columns; {@code name} is its accessible name. */
    public GridRows(String name, Grid<T> grid, Function<T, Object> id) {
        super(id);
        this.grid = grid;
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        grid.addClassName("hf-grid");
        grid.getElement().setAttribute("aria-label", name);
        grid.getColumns().forEach(column -> column.setResizable(true));
        grid.getGenericDataView().setIdentifierProvider(id::apply);
        grid.addSortListener(event -> {
            if (event.isFromClient()) {
                sort(shownSort());
            }
        });
        end = new ListEnd(Integer.MAX_VALUE, () -> grid.getDataProvider().refreshAll());
        addClassName("hf-fill");
        add(grid, end);
    }

    public static <T> Column<T> narrow(Column<T> column, String header) {
        return column.setHeader(header).setAutoWidth(true).setFlexGrow(0);
    }

    /** Gives a column a header and a minimum width. {@code grow} is its share of the remaining width. */
    public static <T> Column<T> wide(Column<T> column, String header, String width, int grow) {
        return column.setHeader(header).setWidth(width).setFlexGrow(grow);
    }

    /** Makes a column the row header. It is frozen except in narrow windows. */
    public static <T> Column<T> naming(Column<T> column) {
        column.setRowHeader(true);
        column.setFrozen(true);
        column.addAttachListener(attached -> column.getElement().executeJs(FREEZE));
        return column;
    }

    /** Opens a row on a click anywhere in it. */
    public GridRows<T> opening(Consumer<T> open) {
        grid.addItemClickListener(clicked -> open.accept(clicked.getItem()));
        grid.addAttachListener(attached -> grid.getElement().executeJs(ONLY_ROWS));
        grid.addClassName("hf-opening");
        return this;
    }

    /** Sets the receiver of all rows that the grid loads. */
    public void onRows(Consumer<List<T>> newComing) {
        coming = newComing;
    }

    @Override
    public int rowsToReload() {
        return 0;
    }

    @Override
    void begin(Component empty, int atLeast) {
        pages().first();
        nothing = empty;
        grid.setEmptyStateComponent(empty);
        if (pages().size() == 0 && !pages().isComplete()) {
            grid.setEmptyStateText(Texts.text("list.none-so-far"));
        }
        fill();
    }

    private void fill() {
        end.setVisible(false);
        whole = pages().isComplete();
        Total total = pages().total();
        if (whole || (total != null && !total.estimated())) {
            grid.setItems(this::fetch, query -> count());
        } else if (total != null) {
            grid.setItems(this::fetch).setItemCountEstimate(count());
        } else {
            grid.setItems(this::fetch);
        }
    }

    private int count() {
        Total total = pages().total();
        return (int) Math.min(total == null ? pages().size() : total.rows(), LinkedPages.LONGEST);
    }

    private Stream<T> fetch(Query<T, Void> query) {
        List<T> rows = pages().rows(query.getOffset(), query.getLimit());
        coming.accept(rows);
        if (pages().isTruncated() || rows.size() < query.getLimit()) {
            end.show(pages().size(), pages());
        } else {
            end.setVisible(false);
        }
        if (pages().isEmpty()) {
            grid.setEmptyStateComponent(nothing);
        }
        rowsLoaded();
        return rows.stream();
    }

    @Override
    void reread(Predicate<T> changes) {
        List<T> known = pages().known();
        DataCommunicator<T> view = grid.getDataCommunicator();
        int[] active = IntStream.range(0, known.size())
                .filter(row -> view.isItemActive(known.get(row)))
                .toArray();
        int from = active.length == 0 ? 0 : active[0];
        int rows = active.length == 0 ? grid.getPageSize() : active[active.length - 1] + 1 - from;
        List<T> before = known.stream().skip(from).limit(rows).toList();
        int length = count();
        pages().markOutdated(from, rows, changes);
        List<T> after = pages().rows(from, rows);
        if (whole != pages().isComplete()) {
            fill();
        } else if (length != count() || !ids(before).equals(ids(after))) {
            grid.getDataProvider().refreshAll();
        } else {
            IntStream.range(0, after.size())
                    .filter(row -> !after.get(row).equals(before.get(row)))
                    .forEach(row -> grid.getDataProvider().refreshItem(after.get(row)));
        }
    }

    private List<Object> ids(List<T> rows) {
        return rows.stream().map(this::id).toList();
    }

    @Override
    void showSort(ListSort order) {
        Column<T> column = grid.getColumnByKey(order.key());
        if (column != null) {
            grid.sort(List.of(new GridSortOrder<>(
                    column, order.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING)));
        }
    }

    @Override
    void makeSortable(List<String> keys) {
        keys.stream().map(grid::getColumnByKey).forEach(column -> {
            if (column != null) {
                column.setSortable(true);
            }
        });
    }

    private ListSort shownSort() {
        return grid.getSortOrder().stream()
                .findFirst()
                .map(order -> new ListSort(
                        String.valueOf(order.getSorted().getKey()), order.getDirection() == SortDirection.DESCENDING))
                .orElse(ListSort.NONE);
    }
}
