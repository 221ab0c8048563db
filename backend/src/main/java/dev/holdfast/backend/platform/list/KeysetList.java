package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * List with keyset paging over the rows {@code x} of one SELECT. A page and its cursor come from one snapshot, so paging returns each row
 * exactly once unless its position changes.
 *
 * @param <V> row
 */
public abstract class KeysetList<V> implements Listing<V> {
    /** No limit. */
    protected static final int UNLIMITED = Integer.MAX_VALUE;

    /** Maximum number of rows that a page scans, in about 20 ms. */
    private static final int MAX_SCANNED_ROWS = 5_000;

    protected final Transactions transactions;

    private final Clock clock;
    private final Kind<V> kind;

    /**
     * Definition of a list.
     *
     * @param name name in the list's path
     * @param row class of rows
     * @param vocabulary filter fields
     * @param terms creates the converter of filter terms to SQL over {@code x}
     * @param orders orders
     * @param select SELECT of all rows; {@code $1} is the catalog, and {@code $2}, if it occurs, the time
     * @param views converts rows to the API's views; see {@link #each}
     */
    public record Kind<V>(
            String name,
            Class<V> row,
            FilterVocabulary vocabulary,
            BiFunction<SqlBuilder, Instant, FilterTerms> terms,
            Order.Choice orders,
            String select,
            BiFunction<Tx, List<Row>, Uni<List<V>>> views) {}

    protected KeysetList(Transactions transactions, Clock clock, Kind<V> kind) {
        this.transactions = transactions;
        this.clock = clock;
        this.kind = kind;
    }

    /** Appends the SELECT of all rows; there are no parameters yet except the catalog. */
    protected void select(SqlBuilder condition, Instant now) {
        if (kind.select().contains("$2")) {
            condition.given(now);
        }
        condition.sql(kind.select());
    }

    /** Returns how many rows a page scans at most, in list order. If few match, the page is short and has a next cursor (ADR 0031). */
    protected int maxScannedRows(Filter filter) {
        return filter.terms().isEmpty() ? UNLIMITED : MAX_SCANNED_ROWS;
    }

    /** Adds indexed conditions, each after {@code and}, that exclude rows from the scan. */
    protected void narrow(SqlBuilder condition, Filter filter, Instant now) {}

    /** Reads what the indexed conditions need from the database, and returns a function that adds the conditions, as {@link #narrow} does. */
    protected Uni<Consumer<SqlBuilder>> narrowing(Tx tx, Filter filter, Instant now) {
        return Uni.createFrom().item(rows -> narrow(rows, filter, now));
    }

    /** Extends the SELECT of a page by joins that only its rows {@code x} need. Must keep the order. */
    protected SqlBuilder joined(SqlBuilder page, Order order) {
        return page;
    }

    /** Converts rows one by one. */
    protected static <V> BiFunction<Tx, List<Row>, Uni<List<V>>> each(Function<Row, V> view) {
        return (tx, rows) -> Uni.createFrom().item(rows.stream().map(view).toList());
    }

    @Override
    public final String name() {
        return kind.name();
    }

    @Override
    public final Class<V> type() {
        return kind.row();
    }

    @Override
    public final FilterVocabulary vocabulary() {
        return kind.vocabulary();
    }

    @Override
    public final List<String> orders() {
        return kind.orders().names();
    }

    @Override
    public final Pages<V> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        return pages(catalog, filter(filter), sort, all -> {});
    }

    protected final Order order(@Nullable String sort) {
        return kind.orders().parse(sort);
    }

    public final Filter filter(@Nullable String text) {
        return Parameters.filter(text, kind.vocabulary());
    }

    /** Returns the pages of a filter, with further conditions that {@code more} adds. */
    public final Pages<V> pages(CatalogId catalog, Filter filter, @Nullable String sort, Consumer<SqlBuilder> more) {
        return pages(catalog, filter, kind.orders().parse(sort), more);
    }

    /** Returns the pages in any order, for example one that only the conditions of {@code more} make cheap. */
    protected final Pages<V> pages(CatalogId catalog, Filter filter, Order order, Consumer<SqlBuilder> more) {
        return pages(catalog, filter, order, more, kind.terms());
    }

    /** Returns the pages with a converter of filter terms of this request, for example for fields that depend on the caller. */
    protected final Pages<V> pages(
            CatalogId catalog,
            Filter filter,
            Order order,
            Consumer<SqlBuilder> more,
            BiFunction<SqlBuilder, Instant, FilterTerms> terms) {
        String list = kind.name() + ' ' + order.text() + ' ' + filter.text();
        return new Pages<>() {
            @Override
            public Filter filter() {
                return filter;
            }

            @Override
            public Uni<Slice<V>> page(@Nullable String cursor, int limit) {
                byte[] cursorPosition = cursor == null ? null : Cursor.read(list, cursor);
                Instant now = clock.instant();
                return Cursor.mapCursorErrors(
                        cursor,
                        transactions.listPage(
                                catalog,
                                tx -> narrowing(tx, filter, now).chain(narrow -> {
                                    Consumer<SqlBuilder> scanned = rows ->
                                            scan(rows, filter, order, more.andThen(narrow), cursorPosition, now);
                                    return read(tx, list, filter, order, scanned, terms, limit, now);
                                })));
            }
        };
    }

    private Uni<Slice<V>> read(
            Tx tx,
            String list,
            Filter filter,
            Order order,
            Consumer<SqlBuilder> scanned,
            BiFunction<SqlBuilder, Instant, FilterTerms> terms,
            int limit,
            Instant now) {
        SqlBuilder found = new SqlBuilder(tx.catalog()).sql("select x.*" + order.columns() + " from (");
        scanned.accept(found);
        found.sql(") x where true");
        terms.apply(found, now).add(filter);
        SqlBuilder page = joined(found.sql(order.orderBy() + " limit " + (limit + 1)), order);
        return tx.list(page.text(), row -> row, page.parameters())
                .chain(rows -> rows.size() > limit
                        ? slice(tx, list, rows.subList(0, limit), Order.position(rows.get(limit - 1)))
                        : end(tx, maxScannedRows(filter), order, scanned)
                                .chain(end -> slice(tx, list, rows, end.orElse(null))));
    }

    /** Appends the rows to scan. */
    private void scan(
            SqlBuilder rows,
            Filter filter,
            Order order,
            Consumer<SqlBuilder> more,
            byte @Nullable [] cursorPosition,
            Instant now) {
        rows.sql("select x.* from (");
        select(rows, now);
        rows.sql(") x where true");
        more.accept(rows);
        if (cursorPosition != null) {
            order.after(rows, cursorPosition);
        }
        if (maxScannedRows(filter) < UNLIMITED) {
            rows.sql(order.orderBy() + " limit " + maxScannedRows(filter));
        }
    }

    /** Returns the position of the last scanned row if the scan reached its limit; empty at the end of the list. */
    private static Uni<Optional<byte[]>> end(Tx tx, int maxScannedRows, Order order, Consumer<SqlBuilder> scanned) {
        if (maxScannedRows == UNLIMITED) {
            return Uni.createFrom().item(Optional.empty());
        }
        SqlBuilder last = new SqlBuilder(tx.catalog()).sql("select true" + order.columns() + " from (");
        scanned.accept(last);
        last.sql(") x" + order.orderBy() + " offset " + (maxScannedRows - 1));
        return tx.find(last.text(), Order::position, last.parameters());
    }

    private Uni<Slice<V>> slice(Tx tx, String list, List<Row> page, byte @Nullable [] position) {
        String next = position == null ? null : Cursor.write(list, position);
        return kind.views().apply(tx, page).map(views -> new Slice<>(views, next));
    }
}
