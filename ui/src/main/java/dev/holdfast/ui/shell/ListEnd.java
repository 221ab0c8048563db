package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a list ends with that goes on: how much of it is shown, and how one gets at the rest. Nobody shall take a part of it for the whole. */
public final class ListEnd extends Div {
    private final Span words = new Span();
    private final Button more;
    private final int page;
    private transient @Nullable Runnable next;
    private boolean pressed;

    private ListEnd(int page, @Nullable Runnable next) {
        this.page = page;
        this.next = next;
        addClassName("hf-list-end");
        words.getElement().setAttribute("aria-live", "polite");
        more = new Button("", clicked -> {
            Runnable on = this.next;
            if (on != null) {
                pressed = true;
                on.run();
            }
        });
        more.setVisible(false);
        words.getElement().setAttribute("tabindex", "-1");
        add(words, more);
        setVisible(false);
    }

    /** Says that a list goes on behind what is ever shown of it, and what shows the others. */
    public static String cut(String others) {
        return "The first " + Amount.of(LinkedPages.LONGEST) + " are shown. " + others;
    }

    /** Makes the end of cards or of a table, which grow by a page when somebody asks; {@code next} shows it, and then how many there are. */
    public static ListEnd growing(int page, Runnable next) {
        return new ListEnd(page, next);
    }

    /** Makes the end of a grid, which grows while somebody scrolls. */
    public static ListEnd scrolling() {
        return new ListEnd(Integer.MAX_VALUE, null);
    }

    /** Shows it below so many rows. */
    public void show(int shown, LinkedPages<?> pages) {
        boolean goesOn = pages.hasMore(shown);
        more.setVisible(goesOn);
        more.setText(shown < page ? "Look further" : "Show more");
        words.setText(goesOn ? soFar(shown) : inTheEnd(shown, pages.isCut()));
        setVisible(!words.getText().isEmpty());
        stay();
    }

    /** Less than a page, where there is more, is what was found by looking at so much. */
    private String soFar(int shown) {
        if (shown >= page) {
            return "The first " + Amount.of(shown) + " are shown.";
        }
        return (shown == 0 ? "None was" : Amount.of(shown, "was", "were")) + " found so far.";
    }

    /** What fits on a page says by itself that it is all. */
    private String inTheEnd(int shown, boolean isCut) {
        if (isCut) {
            return cut("A narrower filter shows the others.");
        }
        if (pressed && shown == 0) {
            return "All of it was looked at.";
        }
        return shown > page ? "All " + Amount.of(shown) + " are shown." : "";
    }

    /** Whoever pressed the last button with the keyboard would begin at the top of the page again. */
    private void stay() {
        if (pressed && !more.isVisible()) {
            words.getElement().executeJs("this.focus()");
        }
        pressed = false;
    }

    /**
     * Fills a grid, of which the first page was read.
     *
     * @param count says above it how many rows there are, as far as they were read by then
     */
    public <T> void fill(Grid<T> grid, LinkedPages<T> pages, Runnable count) {
        setVisible(false);
        if (pages.isComplete()) {
            grid.setItems(pages.rows(0, pages.size()));
        } else {
            Component nothing = grid.getEmptyStateComponent();
            if (pages.size() == 0) {
                grid.setEmptyStateText("None was found so far.");
            }
            next = () -> grid.getDataProvider().refreshAll();
            grid.setItems(fetch -> {
                List<T> rows = pages.rows(fetch.getOffset(), fetch.getLimit());
                if (pages.isCut() || rows.size() < fetch.getLimit()) {
                    show(pages.size(), pages);
                } else {
                    setVisible(false);
                }
                if (pages.isEmpty()) {
                    grid.setEmptyStateComponent(nothing);
                }
                count.run();
                return rows.stream();
            });
        }
    }
}
