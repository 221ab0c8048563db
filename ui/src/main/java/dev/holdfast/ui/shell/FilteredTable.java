package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Panel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list that is a table below its filter, a page at first.
 *
 * @param <T> what a row is
 */
public final class FilteredTable<T> extends Div {
    private static final int PAGE = 100;

    private final transient ListFilter filter;
    private final String one;
    private final String many;
    private final Div list = new Div();

    /** Makes it; {@code one} and {@code many} say what rows are. */
    public FilteredTable(ListFilter filter, String one, String many) {
        this.filter = filter;
        this.one = one;
        this.many = many;
        addClassName("hf-stack");
        add(filter.row(), list);
    }

    /** Finds what meets a filter, in pages of so many rows; null is everything. */
    @FunctionalInterface
    public interface Finder<T> {
        /** Returns the pages. */
        LinkedPages<T> find(@Nullable String filter, int page);
    }

    /**
     * Shows the rows that the address asks for, and returns how many there are; empty where the filter cannot be read.
     *
     * @param title stands above the table
     * @param table without rows
     * @param adding adds rows to it
     * @param nothing stands there when nobody narrows it and there is no row
     * @param all the link to the page without a filter
     */
    public String show(
            Visit visit,
            Finder<T> finder,
            String title,
            Component table,
            Consumer<List<T>> adding,
            EmptyState nothing,
            String all) {
        boolean readable = filter.show(visit, "");
        LinkedPages<T> pages = readable ? finder.find(filter.wanted(), PAGE) : LinkedPages.none();
        list.removeAll();
        pages.rows(0, PAGE);
        if (pages.isEmpty()) {
            list.add(filter.empty(one, many, nothing, new Anchor(all, "Show all " + many)));
        } else {
            list.add(new Panel(title, table, new MoreRows<>(pages, PAGE, PAGE, adding)));
        }
        return readable ? filter.count(pages, one, many) : "";
    }
}
