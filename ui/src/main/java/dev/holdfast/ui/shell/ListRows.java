package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.LinkedPages;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rows of a list. They are read page by page, and read again while somebody looks at them. */
public abstract class ListRows<T> extends Div {
    private final transient Function<T, Object> id;
    private transient LinkedPages<T> pages = LinkedPages.none();
    private transient Runnable told = () -> {};
    private transient Consumer<ListSort> sorted = order -> {};

    /** Makes a list without rows; {@code id} identifies a row while its content changes. */
    ListRows(Function<T, Object> id) {
        this.id = id;
    }

    /** Shows a list from its beginning; {@code empty} takes its place if it has no rows. */
    public final void show(LinkedPages<T> list, Component empty) {
        show(list, empty, 0);
    }

    /** Shows a list with at least so many rows, so that an action does not move what somebody looks at. */
    final void show(LinkedPages<T> list, Component empty, int atLeast) {
        pages = list;
        begin(empty, atLeast);
        told.run();
    }

    /** Reads again what is in view: new rows, and those that {@code changes} may concern. Redraws only what differs. */
    public final void refresh(Predicate<T> changes) {
        reread(changes);
        told.run();
    }

    /** Returns how many rows are shown or can be scrolled to without reading. */
    public abstract int shown();

    /** Lets somebody choose the order in the head of the columns with these keys. */
    void makeSortable(List<String> keys) {}

    void showSort(ListSort order) {}

    abstract void begin(Component empty, int atLeast);

    abstract void reread(Predicate<T> changes);

    /**
     * Lets somebody choose the order.
     *
     * @param keys the keys of orders
     * @param newSorted receives the order that somebody chooses in the head of the list
     * @param newTold runs whenever rows were read
     */
    final void connect(List<String> keys, Consumer<ListSort> newSorted, Runnable newTold) {
        makeSortable(keys);
        sorted = newSorted;
        told = newTold;
    }

    final void sort(ListSort order) {
        sorted.accept(order);
    }

    final void told() {
        told.run();
    }

    final LinkedPages<T> pages() {
        return pages;
    }

    final Object id(T row) {
        return id.apply(row);
    }
}
