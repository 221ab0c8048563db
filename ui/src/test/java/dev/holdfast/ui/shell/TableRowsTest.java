package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A list in a table that refreshes its rows in place. */
class TableRowsTest extends BrowserlessTest {
    private final List<Row> list = new ArrayList<>(List.of(new Row(1, "idle"), new Row(2, "idle")));
    private final TableRows<Row> rows = new TableRows<>("Rows", Row::id)
            .column("Name", row -> new Anchor("rows/" + row.id(), "Row " + row.id()))
            .sortedBy("name")
            .words("State", Row::state);

    private record Row(int id, String state) {}

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void unchanged_cells_keep_the_focus() {
        show();
        Anchor second = link("Row 2");
        list.set(1, new Row(2, "running"));
        list.addFirst(new Row(3, "idle"));

        rows.refresh(row -> true);

        assertThat(text()).contains("Row 3idle", "Row 2running");
        assertThat(link("Row 2")).isSameAs(second);
    }

    @Test
    void removed_rows_disappear_and_the_last_one_leaves_the_empty_state() {
        show();
        list.removeFirst();
        rows.refresh(row -> false);
        assertThat(text()).doesNotContain("Row 1").contains("Row 2");

        list.clear();
        rows.refresh(row -> false);
        assertThat(find(RowTable.class).all()).isEmpty();
        assertThat(text()).contains("None");
    }

    @Test
    void a_column_head_sorts_and_shows_the_order() {
        List<ListSort> asked = new ArrayList<>();
        rows.connect(List.of("name", "other"), asked::add, () -> {});
        rows.showSort(new ListSort("name", false));
        show();

        test(find(NativeButton.class).single()).click();

        assertThat(asked).containsExactly(new ListSort("name", true));
        assertThat(find(RowTable.class).single().head(0).getElement().getAttribute("aria-sort"))
                .isEqualTo("ascending");
    }

    private Anchor link(String words) {
        return find(Anchor.class).withText(words).single();
    }

    private String text() {
        return rows.getElement().getTextRecursively();
    }

    private void show() {
        UI.getCurrent().add(rows);
        rows.show(
                LinkedPages.of(10, (cursor, limit) -> new LinkedPages.Page<>(List.copyOf(list), null)),
                new Span("None"));
    }
}
