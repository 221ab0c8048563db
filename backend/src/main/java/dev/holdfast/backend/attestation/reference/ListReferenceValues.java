package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.fleet.OsFeed;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceFields;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Lists reference values for a catalog's devices. */
@Singleton
public class ListReferenceValues extends KeysetList<ReferenceValueView> {
    private static final String STATE_FIELD = "is";

    /** SQL for the {@link ReferenceState} of a row of {@code reference_value}. */
    static final String STATE =
            "case when retired_at is not null then 'RETIRED' when tentative then 'TENTATIVE' else 'PERMANENT' end";

    // own: the catalog's values. newest: the current ones, in the order of ReferenceValue.BY_AGE. released: images of
    // feeds for parts of the catalog's devices, with their releases. A value that the catalog retired is so in feeds.
    private static final String VALUES = """
            with own as (
                select *, %s as state from reference_value where catalog_id = $1
            ), newest as (
                select distinct on (component_id) component_id, image_id from own
                where state = 'PERMANENT'
                order by component_id, security_version desc, uploaded_at desc, digest desc
            ), released as (
                select i.manufacturer, i.image_id, bool_and(r.retired_at is not null) as retired, max(r.retired_at) as retired_at,
                       bool_or(o.release_id is not null) as offered,
                       array_agg(r.release_id order by r.security_version desc, r.part) as release_ids,
                       array_agg(r.part order by r.security_version desc, r.part) as parts,
                       array_agg(r.security_version order by r.security_version desc, r.part) as versions,
                       array_agg(r.retail_at is not null order by r.security_version desc, r.part) as retail,
                       array_agg(r.withdrawn_at is not null order by r.security_version desc, r.part) as withdrawn
                from os_release r
                join os_release_image x on x.release_id = r.release_id
                join os_image i on i.manufacturer = x.manufacturer and i.image_id = x.image_id
                left join (select distinct release_id from os_offer) o on o.release_id = r.release_id
                where i.type <> 'BaseSystemUpdateManifest'
                  and r.part in (select part from group_part where catalog_id = $1)
                group by i.manufacturer, i.image_id
            ), value as (
                select v.type, v.component_id, v.image_id, v.name, v.digest, v.security_version, v.origin, v.uploaded_at,
                       v.added_by, v.state, n.image_id is not null as current, v.retired_at, v.retired_by,
                       v.retired_reason, '{}'::uuid[] as release_ids, '{}'::text[] as parts, '{}'::bigint[] as versions,
                       '{}'::boolean[] as retail, '{}'::boolean[] as withdrawn, '' as manufacturer
                from own v left join newest n on n.component_id = v.component_id and n.image_id = v.image_id
                union all
                select i.type, i.component_id, i.image_id, i.name, i.digest, i.security_version, 'FEED', i.uploaded_at,
                       i.uploaded_by,
                       case when f.retired or v.digest is not null then 'RETIRED' else 'PERMANENT' end,
                       f.offered and not f.retired and v.digest is null,
                       case when v.digest is not null then v.retired_at when f.retired then f.retired_at end,
                       coalesce(v.retired_by, ''), coalesce(v.retired_reason, ''), f.release_ids, f.parts, f.versions,
                       f.retail, f.withdrawn, f.manufacturer
                from released f join os_image i on i.manufacturer = f.manufacturer and i.image_id = f.image_id
                left join lateral (
                    select o.digest, o.retired_at, o.retired_by, o.retired_reason from own o
                    where o.component_id = i.component_id and o.digest = i.digest and o.state = 'RETIRED'
                    limit 1
                ) v on true
            )
            """.formatted(STATE);
    private static final String SELECT = VALUES + "select v.* from value v";
    private static final String COUNTS = "select x.state, count(*) as total from (" + SELECT + ") x where true";
    private static final String ONE = VALUES + """
            select v.* from value v where v.component_id = $2 and v.image_id = $3
            order by v.origin = 'FEED' limit 1""";

    // By type, name and component; of a component, the highest security version first. Two manufacturers can have
    // images with the same ID.
    private static final Order.Choice ORDERS = Order.Choice.of(
            new Order.Key("type", "x.type || ' ' || x.name", "text"),
            new Order.Key(
                    "id",
                    "x.component_id || lpad((" + Long.MAX_VALUE
                            + " - x.security_version)::text, 19, '0') || x.image_id || x.origin || x.manufacturer",
                    "text"),
            false);
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole(STATE_FIELD, "x.state")
            .whole("origin", "x.origin")
            .whole("name", "x.name")
            .whole("type", "x.type")
            .whole("component", "x.component_id::text")
            .whole("image", "x.image_id::text")
            .beginning("digest", "encode(x.digest, 'hex')")
            .whole("by", "x.added_by")
            .ago("at", "x.uploaded_at")
            .words("concat_ws(' ', x.name, x.type, x.component_id, x.image_id, encode(x.digest, 'hex'), x.origin,"
                    + " array_to_string(x.parts, ' '))");

    ListReferenceValues(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "reference-values",
                        ReferenceValueView.class,
                        ReferenceFields.VOCABULARY,
                        FIELDS::on,
                        ORDERS,
                        SELECT,
                        each(ListReferenceValues::view)));
    }

    /** Returns a page with the number of values in each state. */
    public Uni<ReferencePage> page(CatalogId catalog, ListParameters parameters) {
        Filter filter = filter(parameters.filter());
        int limit = Parameters.limit(parameters.limit());
        return pages(catalog, filter, parameters.sort(), all -> {})
                .page(parameters.cursor(), limit)
                .chain(slice -> transactions
                        .listPage(catalog, tx -> counts(tx, filter))
                        .map(states -> new ReferencePage(slice.rows(), total(states, filter), slice.next(), states)));
    }

    /** Returns the number of values in each state that match all other fields. */
    private static Uni<Map<ReferenceState, Long>> counts(Tx tx, Filter filter) {
        SqlBuilder counts = new SqlBuilder(tx.catalog()).sql(COUNTS);
        FIELDS.on(counts, tx.now())
                .add(new Filter(filter.terms().stream()
                        .filter(term -> stateTerm(term).isEmpty())
                        .toList()));
        counts.sql(" group by x.state");
        return tx.list(
                        counts.text(),
                        row -> Map.entry(ReferenceState.valueOf(row.getString("state")), row.getLong("total")),
                        counts.parameters())
                .map(found -> {
                    Map<ReferenceState, Long> states = new EnumMap<>(ReferenceState.class);
                    found.forEach(count -> states.put(count.getKey(), count.getValue()));
                    return states;
                });
    }

    private static long total(Map<ReferenceState, Long> states, Filter filter) {
        return states.entrySet().stream()
                .filter(count -> filter.terms().stream()
                        .flatMap(term -> stateTerm(term).stream())
                        .allMatch(term -> matches(term, count.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Optional<Filter.Field> stateTerm(Filter.Term term) {
        return term instanceof Filter.Field field && field.field().equals(STATE_FIELD)
                ? Optional.of(field)
                : Optional.empty();
    }

    private static boolean matches(Filter.Field term, ReferenceState state) {
        return term.values().stream().anyMatch(value -> value.operand().equalsIgnoreCase(state.name()))
                != term.negated();
    }

    /** Returns a value, preferring the catalog's own to one of a feed; fails with {@code not-found}. */
    static Uni<ReferenceValueView> one(Tx tx, ComponentId component, ImageId image) {
        return tx.find(ONE, ListReferenceValues::view, tx.catalog(), component, image)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Reference value " + image)));
    }

    private static ReferenceValueView view(Row row) {
        return new ReferenceValueView(
                row.getString("type"),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                row.getString("name"),
                Columns.digest(row, "digest"),
                row.getLong("security_version"),
                ReferenceOrigin.valueOf(row.getString("origin")),
                row.getString("manufacturer"),
                Columns.instant(row, "uploaded_at"),
                row.getString("added_by"),
                ReferenceState.valueOf(row.getString("state")),
                row.getBoolean("current"),
                Columns.instantOrNull(row, "retired_at"),
                row.getString("retired_by"),
                row.getString("retired_reason"),
                releases(row));
    }

    private static List<FeedRelease> releases(Row row) {
        UUID[] ids = row.getArrayOfUUIDs("release_ids");
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new FeedRelease(
                        ids[i],
                        row.getArrayOfStrings("parts")[i],
                        OsVersion.name(row.getArrayOfLongs("versions")[i]),
                        (row.getArrayOfBooleans("retail")[i] ? OsFeed.RETAIL : OsFeed.EVALUATION).apiName(),
                        row.getArrayOfBooleans("withdrawn")[i]))
                .toList();
    }
}
