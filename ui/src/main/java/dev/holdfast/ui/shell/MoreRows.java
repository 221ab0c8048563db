package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.LinkedPages;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a list that is no grid, a page at first and one more whenever somebody asks for it; it stands below them.
 *
 * @param <T> what a row is
 */
public final class MoreRows<T> extends Div {
    private final transient LinkedPages<T> pages;
    private final transient Consumer<List<T>> adding;
    private final int page;
    private final ListEnd end;
    private int shown;

    /** Hands the first {@code begin} rows to who adds them to the list, and later a {@code page} at a time. */
    public MoreRows(LinkedPages<T> pages, int begin, int page, Consumer<List<T>> adding) {
        this.pages = pages;
        this.page = page;
        this.adding = adding;
        end = ListEnd.growing(page, this::more);
        add(end);
        show(begin);
    }

    private void more() {
        show(page);
    }

    private void show(int rows) {
        List<T> next = pages.rows(shown, rows);
        shown += next.size();
        adding.accept(next);
        end.show(shown, pages);
        setVisible(end.isVisible());
    }
}
