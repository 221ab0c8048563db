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
 * A list that is one SELECT: {@code x}, which the terms of a filter and its orders speak of. A page and where it ends are of one moment,
 * so that whoever goes through all pages sees each row once that keeps its place meanwhile.
 *
 * @param <V> what a row is
 */
public abstract class KeysetList<V> implements Listing<V> {
    /** As many rows as there are. */
    protected static final int EVERYTHING = Integer.MAX_VALUE;

    /** Some twenty milliseconds. */
    private static final int LOOK = 5_000;

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
            BiFunction<SqlBuilder, Instant, FilterTerms> terms,
            Order.Choice orders) {}

    /** Makes it. */
    protected KeysetList(Transactions transactions, Clock clock, Kind<V> kind) {
        this.transactions = transactions;
        this.clock = clock;
        this.kind = kind;
    }

    /** Adds the SELECT of all rows, of which {@code $1} is the catalog. */
    protected abstract void select(SqlBuilder condition, Instant now);

    /**
     * Returns how many rows a page looks at in the order of the list: where few of them meet the filter, the page is short and says where to go on (ADR
     * 0031).
     */
    protected int look(Filter filter) {
        return filter.terms().isEmpty() ? EVERYTHING : LOOK;
    }

    /** Adds, each behind an {@code and}, what a filter says of rows {@code x} that an index has: what it leaves out is not looked at. */
    protected void narrow(SqlBuilder condition, Filter filter, Instant now) {}

    /** Returns views of rows that need nothing more. */
    protected static <V> Uni<List<V>> each(List<Row> rows, Function<Row, V> view) {
        return Uni.createFrom().item(rows.stream().map(view).toList());
    }

    /** Makes what callers see of rows. */
    protected abstract Uni<List<V>> views(Tx tx, List<Row> rows);

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
    public final Pages<V> pages(CatalogId catalog, Filter filter, @Nullable String sort, Consumer<SqlBuilder> more) {
        return pages(catalog, filter, kind.orders().parse(sort), more);
    }

    /** The same in an order that the list as a whole has no index for. */
    protected final Pages<V> pages(CatalogId catalog, Filter filter, Order order, Consumer<SqlBuilder> more) {
        String list = kind.name() + ' ' + order.text() + ' ' + filter.text();
        return new Pages<>() {
            @Override
            public Filter filter() {
                return filter;
            }

            @Override
            public Uni<Slice<V>> page(@Nullable String cursor, int limit) {
                byte[] behind = cursor == null ? null : Cursor.read(list, cursor);
                Instant now = clock.instant();
                Consumer<SqlBuilder> looked = rows -> look(rows, filter, order, more, behind, now);
                SqlBuilder found = found(catalog, filter, order, looked, limit, now);
                return Cursor.blame(
                        cursor,
                        transactions.ofList(
                                catalog,
                                tx -> tx.list(found.text(), row -> row, found.parameters())
                                        .chain(rows -> rows.size() > limit
                                                ? slice(
                                                        tx,
                                                        list,
                                                        rows.subList(0, limit),
                                                        Order.place(rows.get(limit - 1)))
                                                : end(tx, look(filter), order, looked)
                                                        .chain(end -> slice(tx, list, rows, end.orElse(null))))));
            }
        };
    }

    /** Adds the rows that a page looks at. */
    private void look(
            SqlBuilder rows,
            Filter filter,
            Order order,
            Consumer<SqlBuilder> more,
            byte @Nullable [] behind,
            Instant now) {
        rows.sql("select x.* from (");
        select(rows, now);
        rows.sql(") x where true");
        more.accept(rows);
        narrow(rows, filter, now);
        if (behind != null) {
            order.behind(rows, behind);
        }
        if (look(filter) < EVERYTHING) {
            rows.sql(order.orderBy() + " limit " + look(filter));
        }
    }

    private SqlBuilder found(
            CatalogId catalog, Filter filter, Order order, Consumer<SqlBuilder> looked, int limit, Instant now) {
        SqlBuilder found = new SqlBuilder(catalog).sql("select x.*" + order.columns() + " from (");
        looked.accept(found);
        found.sql(") x where true");
        kind.terms().apply(found, now).add(filter);
        return found.sql(order.orderBy() + " limit " + (limit + 1));
    }

    /** Returns the place behind what was looked at; empty where nothing comes there. */
    private static Uni<Optional<byte[]>> end(Tx tx, int look, Order order, Consumer<SqlBuilder> looked) {
        if (look == EVERYTHING) {
            return Uni.createFrom().item(Optional.empty());
        }
        SqlBuilder last = new SqlBuilder(tx.catalog()).sql("select true" + order.columns() + " from (");
        looked.accept(last);
        last.sql(") x" + order.orderBy() + " offset " + (look - 1));
        return tx.find(last.text(), Order::place, last.parameters());
    }

    private Uni<Slice<V>> slice(Tx tx, String list, List<Row> page, byte @Nullable [] place) {
        String next = place == null ? null : Cursor.write(list, place);
        return views(tx, page).map(views -> new Slice<>(views, next));
    }
}
