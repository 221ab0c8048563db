package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page has beside its list: the filter that is in the address, and what it finds as a file, which takes a role in the whole
 * catalog. While the filter cannot be read, there is no file.
 */
public final class ListFilter {
    private final FilterBox box;
    private final ExportMenu export = new ExportMenu();
    private final @Nullable Exported exported;
    private boolean narrowed;
    private String wanted = "";

    private record Exported(ExportClient client, String list, String columns) {}

    /**
     * Makes it.
     *
     * @param list the list's name in the operator API
     * @param columns of the file: the fields that the page shows, with commas between them
     */
    public ListFilter(FilterBox box, ExportClient exports, String list, String columns) {
        this(box, new Exported(exports, list, columns));
    }

    /** Makes one of a list that the operator API has no file of. */
    public ListFilter(FilterBox box) {
        this(box, null);
    }

    private ListFilter(FilterBox box, @Nullable Exported exported) {
        this.box = box;
        this.exported = exported;
        box.guard(export);
    }

    /** Returns the box in a row of its own. */
    public Div row() {
        return box.row();
    }

    /** Returns what takes the list along. */
    public ExportMenu export() {
        return export;
    }

    /** Shows the filter of an address, of a list that is narrowed to {@code within} already, and returns whether it can be read. */
    public boolean show(Visit visit, String within) {
        String text = FilterParameter.of(visit.query());
        boolean readable = box.show(text, within).isEmpty();
        narrowed = !text.isBlank();
        wanted = Stream.of(text.strip(), within).filter(term -> !term.isEmpty()).collect(Collectors.joining(" "));
        @Nullable String filter = wanted();
        Exported file = exported;
        export.setVisible(file != null && readable && visit.may(Act.READ));
        if (file != null) {
            export.show(
                    file.list(),
                    form -> file.client().export(visit.catalog(), file.list(), form, filter, null, file.columns()));
        }
        return readable;
    }

    /** Returns what stands where the list would be while its filter cannot be read. */
    public EmptyState mistaken(Anchor all) {
        return box.mistaken(all);
    }

    /** Returns whether what the box says cannot be read. */
    public boolean isInvalid() {
        return box.isInvalid();
    }

    /** Returns whether somebody has narrowed the list. */
    public boolean isNarrowed() {
        return narrowed;
    }

    /** Returns what the list is narrowed to; null for everything. */
    public @Nullable String wanted() {
        return wanted.isEmpty() ? null : wanted;
    }

    /** Says how many rows there are, as far as that is known. */
    public String count(LinkedPages<?> pages, String one, String many) {
        if (pages.size() == 0 && !pages.isComplete()) {
            return "None found so far";
        }
        return (pages.isComplete() ? Amount.of(pages.size(), one, many) : Amount.of(pages.size()) + " or more " + many)
                + (narrowed ? " found" : "");
    }

    /**
     * Returns what stands where the list would be if it has no rows.
     *
     * @param nothing of a list that nobody narrows
     * @param all leads to everything
     */
    public Component empty(String one, String many, EmptyState nothing, Anchor all) {
        if (box.isInvalid()) {
            return mistaken(all);
        }
        return narrowed
                ? new EmptyState(
                        Icon.SEARCH,
                        "No " + one + " matches",
                        "There may be " + many + ", but none fits this filter.",
                        all)
                : nothing;
    }
}
