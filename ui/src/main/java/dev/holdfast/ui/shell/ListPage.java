package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page with a list: heading with the count, export, filter box, rows, and what stands there without rows. Filter and order are in the
 * address. Rows in view are read again every few seconds. A view says how to read a page of rows and how to show a row.
 *
 * @param <T> the type of a row
 */
public abstract class ListPage<T> extends CatalogPage {
    /** The rows of a page of the operator API. */
    protected static final int PAGE = 100;

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ListSpec spec;
    private final transient @Nullable ExportClient exports;
    /** The heading. */
    protected final PageHeader header;

    /** The filter box. */
    protected final FilterBox box;

    /** The place of the rows. */
    protected final Div list = new Div();

    private final ExportMenu export = new ExportMenu();
    private @Nullable ListRows<T> rows;
    /** What was read of the list. */
    protected transient LinkedPages<T> pages = LinkedPages.none();

    private transient @Nullable Visit visit;
    private transient Key shownTo = new Key("", List.of());
    private String filter = "";
    private boolean narrowed;
    private boolean readable;

    /** What columns depend on. */
    private record Key(String path, List<Role> roles) {}

    /** Makes a page; {@code exports} is null for a list without exports. */
    protected ListPage(SignedIn signedIn, ListSpec spec, @Nullable ExportClient exports) {
        this(signedIn, spec, exports, INTERVAL);
    }

    /** Makes a page whose rows in view are read again at an interval of its own. */
    protected ListPage(SignedIn signedIn, ListSpec spec, @Nullable ExportClient exports, Duration interval) {
        super(signedIn);
        this.spec = spec;
        this.exports = exports;
        header = new PageHeader(spec.title());
        box = new FilterBox(
                spec.filter().vocabulary(), spec.filter().label(), spec.filter().hint(), this::goFiltered);
        box.guard(export);
        header.offer(export);
        LiveUpdate.every(interval, this, this::refresh);
    }

    /** Returns the rows that a request finds; reads nothing yet. */
    protected abstract LinkedPages<T> find(Visit shown, ListRequest request);

    /** Makes what shows the rows to a visitor. */
    protected abstract ListRows<T> rows(Visit shown);

    /** Returns what stands there while the list has no rows at all. */
    protected abstract EmptyState nothing(Visit shown);

    /** Shows what else the address says, before rows are read. */
    protected void begin(Visit shown) {}

    /** Shows what depends on the rows, after they were read. */
    protected void end(Visit shown) {}

    /** Returns further terms of the filter, which other parts of the address say. */
    protected String within(Visit shown) {
        return "";
    }

    /** Returns what else the address says, which stays while the filter or the order changes. */
    protected Map<String, String> also() {
        return Map.of();
    }

    /** Returns the sentence in the heading; {@code count} says how many rows there are. */
    protected String sentence(LinkedPages<T> found, String count) {
        return count;
    }

    /** Returns whether a row may change by itself; such rows are read again while they are in view. */
    protected boolean changes(T row) {
        return false;
    }

    /** Returns what stands there if the address asks for what cannot be; null if it can be. Then nothing is read. */
    protected @Nullable EmptyState mistaken(Visit shown) {
        return box.isInvalid() ? box.mistaken(showAll(shown)) : null;
    }

    /** Returns whether the visitor may export the list. */
    protected boolean isExported(Visit shown) {
        return shown.may(Act.READ);
    }

    /** Returns the address of the list. */
    protected String path() {
        return spec.path().apply(visit().catalog());
    }

    /** Returns the link to the list without a filter. */
    protected Anchor showAll(Visit shown) {
        return new Anchor(path(), "Show all " + spec.many());
    }

    @Override
    public void show(Visit shown) {
        show(shown, 0);
    }

    /** Reads everything again after an action, with as many rows as somebody had asked for. */
    protected final void again() {
        if (visit != null) {
            show(visit, rows == null ? 0 : rows.shown());
        }
    }

    private void show(Visit shown, int atLeast) {
        visit = shown;
        begin(shown);
        String text = FilterParameter.of(shown.query());
        String within = within(shown);
        box.show(text, within);
        narrowed = !text.isBlank();
        filter = Stream.of(text.strip(), within).filter(term -> !term.isEmpty()).collect(Collectors.joining(" "));
        ListSort sort = ListSort.parse(shown.query(ListSort.NAME), spec.sorts(), spec.sort());
        @Nullable EmptyState mistaken = mistaken(shown);
        ListRequest request = new ListRequest(filter(), sort.equals(spec.sort()) ? null : sort.text(), null, PAGE);
        readable = mistaken == null;
        export(shown, request);
        pages = readable ? find(shown, request) : LinkedPages.none();
        ListRows<T> into = rowsOf(shown);
        into.showSort(sort);
        into.show(pages, mistaken == null ? empty(shown) : mistaken, atLeast);
        end(shown);
    }

    /** Shows neither count nor export, to somebody who may not see the list. */
    final void close() {
        header.say("");
        export.setVisible(false);
    }

    private ListRows<T> rowsOf(Visit shown) {
        Key key = new Key(path(), shown.here());
        ListRows<T> made = rows;
        if (made == null || !key.equals(shownTo)) {
            made = rows(shown);
            made.makeSortable(spec.sorts());
            made.onRead(this::count);
            made.onSort(order -> go(box.getValue(), order));
            list.removeAll();
            list.add(made);
            list.setClassName("hf-fill", made instanceof GridRows);
            rows = made;
            shownTo = key;
        }
        return made;
    }

    private void export(Visit shown, ListRequest request) {
        ExportClient client = exports;
        String name = spec.exported().list();
        export.setVisible(client != null && !name.isEmpty() && readable && isExported(shown));
        if (client != null && export.isVisible()) {
            export.show(
                    name,
                    form -> client.export(
                            shown.catalog(),
                            name,
                            form,
                            request.filter(),
                            request.sort(),
                            spec.exported().columns()));
        }
    }

    /** Returns what stands there while the list has no rows. */
    protected EmptyState empty(Visit shown) {
        return narrowed
                ? new EmptyState(
                        Icon.SEARCH,
                        "No " + spec.one() + " matches",
                        "There may be " + spec.many() + ", but none fits this filter.",
                        showAll(shown))
                : nothing(shown);
    }

    /** Reads the rows in view again; not while somebody is writing a filter that cannot be read yet. */
    public void refresh() {
        if (rows != null && readable && !box.isInvalid()) {
            rows.refresh(this::changes);
        }
    }

    private void count() {
        header.say(readable ? sentence(pages, counted()) : "");
    }

    private String counted() {
        if (pages.size() == 0 && !pages.isComplete()) {
            return "None found so far";
        }
        LinkedPages.Total total = pages.total();
        String rowsFound = total != null
                ? (total.estimated() ? "About " : "") + Amount.of(total.rows(), spec.one(), spec.many())
                : pages.isComplete()
                        ? Amount.of(pages.size(), spec.one(), spec.many())
                        : Amount.of(pages.size()) + " or more " + spec.many();
        return rowsFound + (narrowed ? " found" : "");
    }

    private void goFiltered(String text) {
        go(text, null);
    }

    private void go(String text, @Nullable ListSort order) {
        Map<String, String> parameters = new HashMap<>(also());
        String sort = order == null
                ? visit == null ? "" : visit.query(ListSort.NAME)
                : order.equals(spec.sort()) || order.equals(ListSort.NONE) ? "" : order.text();
        if (!sort.isEmpty()) {
            parameters.put(ListSort.NAME, sort);
        }
        QueryParameters query = FilterParameter.with(text, parameters);
        getUI().ifPresent(ui -> ui.navigate(path(), query));
    }

    /** Returns the address of this list with another filter and other parameters. */
    protected final String link(String text, Map<String, String> parameters) {
        return new Location(path(), FilterParameter.with(text, parameters)).getPathWithQueryParameters();
    }

    @Override
    protected String title() {
        return spec.title();
    }

    /** Returns whether the list can be read as the address asks for it. */
    protected final boolean isReadable() {
        return readable;
    }

    /** Returns whether somebody has narrowed the list. */
    protected final boolean isNarrowed() {
        return narrowed;
    }

    /** Returns the filter in force; null for everything. */
    protected final @Nullable String filter() {
        return filter.isEmpty() ? null : filter;
    }

    /** Returns the visit that is shown. */
    protected final Visit visit() {
        return Objects.requireNonNull(visit);
    }
}
