package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a list page.
 *
 * @param title the page's heading
 * @param one a row, such as {@code image}
 * @param many its plural
 * @param path returns the page's address in a catalog
 * @param filter the filter box
 * @param exported the list's export; null if it has none
 * @param sort the list's own order
 * @param sorts the keys that the operator API can order by
 */
public record ListSpec(
        String title,
        String one,
        String many,
        UnaryOperator<String> path,
        Filter filter,
        @Nullable Exported exported,
        ListSort sort,
        List<String> sorts) {
    public ListSpec {
        sorts = List.copyOf(sorts);
    }

    /**
     * A filter box.
     *
     * @param vocabulary the fields that filters may name; null if filters are plain words
     * @param label its accessible name
     * @param hint an example of a filter
     */
    public record Filter(@Nullable FilterVocabulary vocabulary, String label, String hint) {}

    /**
     * A list's export.
     *
     * @param list the list's name in the operator API
     * @param columns the exported fields, separated by commas
     */
    public record Exported(String list, String columns) {}

    /** Makes the constants of a list without exports and orders. */
    public static ListSpec of(
            String title,
            String one,
            String many,
            UnaryOperator<String> path,
            @Nullable FilterVocabulary vocabulary,
            String label,
            String hint) {
        Filter filter = new Filter(vocabulary, label, hint);
        return new ListSpec(title, one, many, path, filter, null, ListSort.NONE, List.of());
    }

    public ListSpec exported(String list, String columns) {
        return new ListSpec(title, one, many, path, filter, new Exported(list, columns), sort, sorts);
    }

    /** Returns the same with the list's own order, such as {@code -at}, and other keys to order by. */
    public ListSpec sorted(String own, String... others) {
        boolean descending = own.startsWith("-");
        ListSort standard = new ListSort(descending ? own.substring(1) : own, descending);
        return sorted(
                standard,
                Stream.concat(Stream.of(standard.key()), Stream.of(others)).toList());
    }

    /** Returns the same with the list's own order and all keys to order by. */
    public ListSpec sorted(ListSort own, List<String> keys) {
        return new ListSpec(title, one, many, path, filter, exported, own, keys);
    }

    ListRequest request(String text, ListSort order, int limit) {
        return new ListRequest(text.isEmpty() ? null : text, order.equals(sort) ? null : order.text(), null, limit);
    }

    String count(LinkedPages<?> pages, boolean narrowed) {
        if (pages.size() == 0 && !pages.isComplete()) {
            return "None found so far";
        }
        LinkedPages.Total total = pages.total();
        String rows = total != null
                ? (total.estimated() ? "About " : "") + Amount.of(total.rows(), one, many)
                : pages.isComplete()
                        ? Amount.of(pages.size(), one, many)
                        : Amount.of(pages.size()) + " or more " + many;
        return rows + (narrowed ? " found" : "");
    }

    EmptyState noMatch(Anchor showAll) {
        return new EmptyState(
                Icon.SEARCH,
                "No " + one + " matches",
                "There may be " + many + ", but none fits this filter.",
                showAll);
    }
}
