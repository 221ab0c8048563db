package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.event.SortEvent;
import com.vaadin.flow.data.provider.SortDirection;
import dev.holdfast.ui.client.LinkedPages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A list in a grid, with rows that open, refresh and sort. */
class GridRowsTest extends BrowserlessTest {
    private final List<Row> list = new ArrayList<>(List.of(new Row(1, "idle"), new Row(2, "idle"), new Row(3, "idle")));
    private final Grid<Row> grid = new Grid<>();
    private final List<Row> opened = new ArrayList<>();
    private final GridRows<Row> rows = new GridRows<>("Rows", grid, Row::id).opening(opened::add);

    private record Row(int id, String state) {}

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_click_anywhere_in_a_row_opens_it() {
        show();

        test(grid).clickRow(1);

        assertThat(opened).containsExactly(new Row(2, "idle"));
    }

    @Test
    void a_changed_row_is_updated() {
        show();
        list.set(1, new Row(2, "running"));

        rows.refresh(row -> true);

        assertThat(test(grid).getRow(1).state()).isEqualTo("running");
        assertThat(test(grid).size()).isEqualTo(3);
    }

    @Test
    void rows_are_added_and_removed() {
        show();
        list.removeFirst();
        list.add(new Row(4, "idle"));
        list.add(new Row(5, "idle"));

        rows.refresh(row -> false);

        assertThat(test(grid).size()).isEqualTo(4);
        assertThat(test(grid).getRow(3)).isEqualTo(new Row(5, "idle"));
    }

    @Test
    void a_column_sorts_by_its_key() {
        List<ListSort> asked = new ArrayList<>();
        grid.addColumn(Row::state).setKey("state").setHeader("State");
        rows.connect(List.of("state"), asked::add, () -> {});
        show();

        List<GridSortOrder<Row>> order =
                List.of(new GridSortOrder<>(grid.getColumnByKey("state"), SortDirection.ASCENDING));
        grid.sort(order);
        ComponentUtil.fireEvent(grid, new SortEvent<>(grid, order, true));

        assertThat(asked).containsExactly(new ListSort("state", false));
    }

    /** Shows the rows of {@link #list}, all on one page. */
    private void show() {
        grid.addColumn(Row::id).setHeader("Id");
        UI.getCurrent().add(rows);
        rows.show(
                LinkedPages.of(10, (cursor, limit) -> new LinkedPages.Page<>(List.copyOf(list), null)),
                new Span("None"));
        assertThat(test(grid).size()).isEqualTo(list.size());
    }
}
