package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Location;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page with a list: heading with the count, export, filter box and rows. Filter and order are in the address. Every few seconds, the
 * page reads new rows, and those in view that can change. A view defines how to read a page of rows and how to show a row.
 */
public abstract class ListPage<T> extends CatalogPage {
    /** The number of rows in a request to the operator API. */
    protected static final int PAGE = 100;

    private final ListSpec spec;
    private final transient @Nullable ExportClient exports;
    private final ExportMenu export = new ExportMenu();
    protected final PageHeader header;
    protected final FilterBox box;
    protected final Div list = new Div();

    protected transient LinkedPages<T> pages = LinkedPages.none();

    private @Nullable ListRows<T> rows;
    private transient @Nullable Visit visit;
    /** The path and the roles for which {@link #rows} was made. */
    private transient Object shownTo = "";

    /** Whether the filter box has a text. */
    protected boolean narrowed;

    /** Whether the address is valid, and the list was read. */
    protected boolean readable;

    /** Makes a page; {@code exports} is null for a list without exports. */
    protected ListPage(SignedIn signedIn, ListSpec spec, @Nullable ExportClient exports) {
        this(signedIn, spec, exports, Duration.ofSeconds(5));
    }

    /** Makes a page that reads new and changed rows at an interval. */
    protected ListPage(SignedIn signedIn, ListSpec spec, @Nullable ExportClient exports, Duration interval) {
        super(signedIn, spec.title());
        this.spec = spec;
        this.exports = exports;
        header = new PageHeader(spec.title()).offer(export);
        box = new FilterBox(spec.name(), spec.vocabulary(), filter -> go(filter, visit().query(ListSort.NAME)));
        box.guard(export);
        LiveUpdate.every(interval, this, this::refresh);
    }

    /** Returns the rows of a request; reads nothing yet. */
    protected abstract LinkedPages<T> find(Visit shown, ListRequest request);

    /** Makes the component that shows the rows. */
    protected abstract ListRows<T> rows(Visit shown);

    /** Returns the content of an unfiltered list without rows. */
    protected abstract EmptyState emptyState(Visit shown);

    /** Runs before rows are read. */
    protected void begin(Visit shown) {}

    /** Runs after rows were read. */
    protected void end(Visit shown) {}

    /** Returns further terms of the filter from other parameters of the address. */
    protected String extraTerms(Visit shown) {
        return "";
    }

    /** Returns the parameters of the address that a new filter or order keeps. */
    protected Map<String, String> keptParameters() {
        return Map.of();
    }

    /** Returns the text in the heading; {@code count} is the number of rows in words. */
    protected String sentence(LinkedPages<T> found, String count) {
        return count;
    }

    /** Returns whether a row can change by itself. Such rows are read again while they are in view. */
    protected boolean changes(T row) {
        return false;
    }

    /** Returns the content for an invalid address, for which nothing is read; null if the address is valid. */
    protected @Nullable EmptyState invalidState(Visit shown) {
        return box.isInvalid() ? box.invalidState(showAll(shown)) : null;
    }

    /** Returns whether the person may export the list. */
    protected boolean isExported(Visit shown) {
        return shown.may(Permission.READ);
    }

    protected String path() {
        return spec.path().apply(visit().catalog());
    }

    protected Anchor showAll(Visit shown) {
        return new Anchor(path(), text("list.show-all"));
    }

    @Override
    public void show(Visit shown) {
        show(shown, 0);
    }

    /** Reads everything again after an action, with as many rows as were shown. */
    protected final void reload() {
        if (visit != null) {
            show(visit, rows == null ? 0 : rows.rowsToReload());
        }
    }

    private void show(Visit shown, int atLeast) {
        visit = shown;
        begin(shown);
        String text = FilterParameter.of(shown.query());
        String extraTerms = extraTerms(shown);
        box.show(text, extraTerms);
        narrowed = !text.isBlank();
        String filter = (text.strip() + " " + extraTerms).strip();
        ListSort sort = ListSort.parse(shown.query(ListSort.NAME), spec.sorts(), spec.sort());
        @Nullable EmptyState invalid = invalidState(shown);
        ListRequest request = spec.request(filter, sort, PAGE);
        readable = invalid == null;
        export(readable && isExported(shown), shown.catalog(), request);
        pages = readable ? find(shown, request) : LinkedPages.none();
        ListRows<T> into = rowsOf(shown);
        into.showSort(sort);
        into.show(pages, invalid == null ? noRows(shown) : invalid, atLeast);
        end(shown);
    }

    private void export(boolean allowed, String catalog, ListRequest request) {
        ExportClient files = exports;
        ListSpec.Exported file = spec.exported();
        export.setVisible(allowed && files != null && file != null);
        if (files != null && file != null) {
            export.show(
                    file.list(),
                    form -> files.export(catalog, file.list(), form, request.filter(), request.sort(), file.columns()));
        }
    }

    /** Hides count and export from people who may not see the list. */
    final void close() {
        header.say("");
        export.setVisible(false);
    }

    private ListRows<T> rowsOf(Visit shown) {
        Object key = List.of(path(), shown.here());
        ListRows<T> made = rows;
        if (made == null || !key.equals(shownTo)) {
            made = rows(shown);
            made.connect(
                    spec.sorts(),
                    order -> go(box.getValue(), order.equals(spec.sort()) ? "" : order.text()),
                    () -> header.say(readable ? sentence(pages, spec.count(pages, narrowed)) : ""));
            list.removeAll();
            list.add(made);
            list.setClassName("hf-fill", made instanceof GridRows);
            rows = made;
            shownTo = key;
        }
        return made;
    }

    /** Returns the content of a list without rows, with or without a filter. */
    protected EmptyState noRows(Visit shown) {
        return narrowed ? spec.noMatch(showAll(shown)) : emptyState(shown);
    }

    /** Reads new rows, and the rows in view that can change; nothing while the filter is invalid. */
    public void refresh() {
        if (rows != null && readable && !box.isInvalid()) {
            rows.refresh(this::changes);
        }
    }

    private void go(String text, String sort) {
        Map<String, String> parameters = new HashMap<>(keptParameters());
        parameters.put(ListSort.NAME, sort);
        Links.go(this, link(text, parameters));
    }

    /** Returns the address of this list with a filter and parameters. */
    protected final String link(String text, Map<String, String> parameters) {
        return new Location(path(), FilterParameter.with(text, parameters)).getPathWithQueryParameters();
    }

    protected final Visit visit() {
        return Objects.requireNonNull(visit);
    }
}
