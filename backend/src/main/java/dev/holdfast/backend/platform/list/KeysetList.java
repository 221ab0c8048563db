package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.backend.platform.db.FilterTerms;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that is one SELECT: {@code x}, which the terms of a filter and its orders speak of.
 *
 * @param <V> what a row is
 */
public abstract class KeysetList<V> implements Listing<V> {
    private final Transactions transactions;
    private final Clock clock;
    private final Kind<V> kind;

    /**
     * What a list is.
     *
     * @param name that of its path
     * @param row what a row is
     * @param vocabulary what it can be filtered by
     * @param terms makes what turns the terms of a filter into SQL about {@code x}
     * @param orders what it can be ordered by
     */
    public record Kind<V>(
            String name,
            Class<V> row,
            FilterVocabulary vocabulary,
            BiFunction<Condition, Instant, FilterTerms> terms,
            Order.Choice orders) {}

    /** Makes it. */
    protected KeysetList(Transactions transactions, Clock clock, Kind<V> kind) {
        this.transactions = transactions;
        this.clock = clock;
        this.kind = kind;
    }

    /** Adds the SELECT of all rows, of which {@code $1} is the catalog. */
    protected abstract void select(Condition condition, Instant now);

    /** Returns views of rows that need nothing more. */
    protected static <V> Uni<List<V>> each(List<Row> rows, Function<Row, V> view) {
        return Uni.createFrom().item(rows.stream().map(view).toList());
    }

    /** Makes what callers see of rows. */
    protected abstract Uni<List<V>> views(Sql sql, CatalogId catalog, List<Row> rows);

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

    /** Reads a filter of this list. */
    public final Filter filter(@Nullable String text) {
        return Parameters.filter(text, kind.vocabulary());
    }

    /** Returns pages of a filter, narrowed further by what {@code more} adds behind a {@code where}. */
    public final Pages<V> pages(CatalogId catalog, Filter filter, @Nullable String sort, Consumer<Condition> more) {
        return pages(catalog, filter, kind.orders().parse(sort), more);
    }

    /** The same in an order that the list as a whole has no index for. */
    protected final Pages<V> pages(CatalogId catalog, Filter filter, Order order, Consumer<Condition> more) {
        String list = kind.name() + ' ' + order.text() + ' ' + filter.text();
        return new Pages<>() {
            @Override
            public Filter filter() {
                return filter;
            }

            @Override
            public Uni<Slice<V>> page(@Nullable String cursor, int limit) {
                Condition found = found(catalog, filter, order, more);
                if (cursor != null) {
                    order.behind(found, Cursor.read(list, cursor));
                }
                found.sql(order.orderBy() + " limit " + (limit + 1));
                return Cursor.blame(
                        cursor,
                        transactions.sqlOfQuestion(
                                catalog,
                                sql -> sql.list(found.text(), row -> row, found.parameters())
                                        .chain(rows -> slice(sql, catalog, list, rows, limit))));
            }
        };
    }

    private Condition found(CatalogId catalog, Filter filter, Order order, Consumer<Condition> more) {
        Instant now = clock.instant();
        Condition found = new Condition(catalog).sql("select x.*" + order.columns() + " from (");
        select(found, now);
        found.sql(") x where true");
        more.accept(found);
        kind.terms().apply(found, now).add(filter);
        return found;
    }

    private Uni<Slice<V>> slice(Sql sql, CatalogId catalog, String list, List<Row> rows, int limit) {
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? Cursor.write(list, Order.place(page.getLast())) : null;
        return views(sql, catalog, page).map(views -> new Slice<>(views, next));
    }
}
