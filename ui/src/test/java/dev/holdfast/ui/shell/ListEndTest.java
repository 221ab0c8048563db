package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.client.LinkedPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The end of a list with further pages. */
class ListEndTest extends BrowserlessTest {
    /** Shown when the whole list was searched and has no rows. */
    private final Span nothing = new Span("No matches");

    private final Grid<Integer> grid = new Grid<>();
    private final GridRows<Integer> rows = new GridRows<>("Numbers", grid, number -> number);
    private final List<Integer> counted = new ArrayList<>();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_search_to_the_end_without_rows_shows_the_empty_state() {
        LinkedPages<Integer> pages = fill(List.of());
        assertThat(find(Button.class, rows).all()).hasSize(1);
        assertThat(end().getElement().getTextRecursively()).contains("None found so far", "Search further");
        assertThat(grid.getEmptyStateText()).isEqualTo("None found so far");

        lookFurther();

        assertThat(pages.isEmpty()).isTrue();
        assertThat(grid.getEmptyStateComponent()).isSameAs(nothing);
        assertThat(end().isVisible()).isTrue();
        assertThat(end().getElement().getTextRecursively()).startsWith("The whole list was searched.");
    }

    @Test
    void rows_of_a_further_search_are_counted() {
        fill(List.of(7));
        assertThat(find(Button.class, rows).all()).hasSize(1);
        assertThat(counted.getLast()).isZero();

        lookFurther();

        assertThat(counted.getLast()).isEqualTo(1);
        assertThat(end().isVisible()).isFalse();
    }

    /** Shows a list of 25 empty pages, more than one call reads, and a last page with the rows {@code last}. */
    private LinkedPages<Integer> fill(List<Integer> last) {
        LinkedPages<Integer> pages = LinkedPages.of(100, (cursor, limit) -> {
            int at = cursor == null ? 0 : Integer.parseInt(cursor);
            return at == 25
                    ? new LinkedPages.Page<>(last, null)
                    : new LinkedPages.Page<>(List.of(), Integer.toString(at + 1));
        });
        UI.getCurrent().add(rows);
        rows.connect(List.of(), order -> {}, () -> counted.add(pages.size()));
        rows.show(pages, nothing);
        return pages;
    }

    /** Clicks the button that searches further. The search then reaches the end of the list. */
    private void lookFurther() {
        test(find(Button.class, rows).single()).click();
        assertThat(find(Button.class, rows).all()).isEmpty();
    }

    private ListEnd end() {
        return (ListEnd)
                rows.getChildren().filter(ListEnd.class::isInstance).findFirst().orElseThrow();
    }
}
