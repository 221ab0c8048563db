package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a list page. The bundles have its texts under the name: {@code images.title}, {@code images.count},
 * {@code images.filter.label} and {@code images.filter.hint}.
 *
 * @param name the beginning of its text keys, such as {@code images}
 * @param path returns the page's address in a catalog
 * @param vocabulary the fields that filters may name
 * @param exported the list's export; null if it has none
 * @param sort the default order
 * @param sorts the keys that the operator API can order by
 */
public record ListSpec(
        String name,
        UnaryOperator<String> path,
        FilterVocabulary vocabulary,
        @Nullable Exported exported,
        ListSort sort,
        List<String> sorts) {
    public ListSpec {
        sorts = List.copyOf(sorts);
    }

    /** A list's export: the list's name in the operator API, and the exported fields, separated by commas. */
    public record Exported(String list, String columns) {}

    /** Makes the constants of a list without exports and orders. */
    public static ListSpec of(String name, UnaryOperator<String> path, FilterVocabulary vocabulary) {
        return new ListSpec(name, path, vocabulary, null, ListSort.NONE, List.of());
    }

    public ListSpec exported(String list, String columns) {
        return new ListSpec(name, path, vocabulary, new Exported(list, columns), sort, sorts);
    }

    /** Returns a copy with a default order, such as {@code -at}, and other keys to order by. */
    public ListSpec sorted(String own, String... others) {
        boolean descending = own.startsWith("-");
        ListSort standard = new ListSort(descending ? own.substring(1) : own, descending);
        return sorted(
                standard,
                Stream.concat(Stream.of(standard.key()), Stream.of(others)).toList());
    }

    /** Returns a copy with a default order and all keys to order by. */
    public ListSpec sorted(ListSort own, List<String> keys) {
        return new ListSpec(name, path, vocabulary, exported, own, keys);
    }

    String title() {
        return text(name + ".title");
    }

    ListRequest request(String text, ListSort order, int limit) {
        return new ListRequest(
                text.isEmpty() ? null : text, order.equals(ListSort.NONE) ? null : order.text(), null, limit);
    }

    String count(LinkedPages<?> pages, boolean narrowed) {
        if (pages.size() == 0 && !pages.isComplete()) {
            return text("list.none-so-far");
        }
        LinkedPages.Total total = pages.total();
        String rows = text(name + ".count", total == null ? pages.size() : total.rows());
        if (total == null ? !pages.isComplete() : total.estimated()) {
            rows = text(total == null ? "list.at-least" : "list.about", rows);
        }
        return narrowed ? text("list.found", rows) : rows;
    }

    EmptyState noMatch(Anchor showAll) {
        return new EmptyState(Icon.SEARCH, text("list.no-match.title"), text("list.no-match.text"), showAll);
    }
}
