package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.LinkedPages;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rows of a list. They are read page by page. Rows in view are read again on {@link #refresh}. */
public abstract class ListRows<T> extends Div {
    private final transient Function<T, Object> id;
    private transient LinkedPages<T> pages = LinkedPages.none();
    private transient Runnable loaded = () -> {};
    private transient Consumer<ListSort> sorted = order -> {};

    /** {@code id} identifies a row while its content changes. */
    ListRows(Function<T, Object> id) {
        this.id = id;
    }

    /** Shows a list from its beginning, or {@code empty} if it has no rows. */
    public final void show(LinkedPages<T> list, Component empty) {
        show(list, empty, 0);
    }

    /** Shows a list with at least so many rows, so that an action does not move the rows in view. */
    final void show(LinkedPages<T> list, Component empty, int atLeast) {
        pages = list;
        begin(empty, atLeast);
        loaded.run();
    }

    /** Reads new rows and the rows in view that {@code changes} matches. Redraws only differences. */
    public final void refresh(Predicate<T> changes) {
        reread(changes);
        loaded.run();
    }

    /** Returns the number of rows to read at once after an action; 0 if the component reads rows on scrolling. */
    public abstract int rowsToReload();

    /** Makes the columns with these keys sortable. */
    void makeSortable(List<String> keys) {}

    void showSort(ListSort order) {}

    /** Reads and shows the first rows, at least {@code atLeast}, or {@code empty} if there are none. */
    abstract void begin(Component empty, int atLeast);

    /** Reads the rows in view again, as {@link #refresh} says. */
    abstract void reread(Predicate<T> changes);

    /**
     * Connects the rows to their page.
     *
     * @param keys the keys of sortable columns
     * @param newSorted receives a chosen order
     * @param newLoaded runs after rows were read
     */
    final void connect(List<String> keys, Consumer<ListSort> newSorted, Runnable newLoaded) {
        makeSortable(keys);
        sorted = newSorted;
        loaded = newLoaded;
    }

    final void sort(ListSort order) {
        sorted.accept(order);
    }

    final void rowsLoaded() {
        loaded.run();
    }

    final LinkedPages<T> pages() {
        return pages;
    }

    final Object id(T row) {
        return id.apply(row);
    }
}
