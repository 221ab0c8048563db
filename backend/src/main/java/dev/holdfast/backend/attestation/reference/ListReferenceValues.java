package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.fleet.OsFeed;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.ShortListing;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lists reference values for a catalog's devices. */
@ApplicationScoped
public class ListReferenceValues implements ShortListing<ReferenceValueView> {
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
                       '{}'::boolean[] as retail, '{}'::boolean[] as withdrawn
                from own v left join newest n on n.component_id = v.component_id and n.image_id = v.image_id
                union all
                select i.type, i.component_id, i.image_id, i.name, i.digest, i.security_version, 'FEED', i.uploaded_at,
                       i.uploaded_by,
                       case when f.retired or v.digest is not null then 'RETIRED' else 'PERMANENT' end,
                       f.offered and not f.retired and v.digest is null,
                       case when v.digest is not null then v.retired_at when f.retired then f.retired_at end,
                       coalesce(v.retired_by, ''), coalesce(v.retired_reason, ''), f.release_ids, f.parts, f.versions,
                       f.retail, f.withdrawn
                from released f join os_image i on i.manufacturer = f.manufacturer and i.image_id = f.image_id
                left join lateral (
                    select o.digest, o.retired_at, o.retired_by, o.retired_reason from own o
                    where o.component_id = i.component_id and o.digest = i.digest and o.state = 'RETIRED'
                    limit 1
                ) v on true
            )
            """.formatted(STATE);
    private static final String MATCHING = """
            from value v
            where ($2::text is null or v.origin = $2)
              and ($3::text is null or position(lower($3) in lower(concat_ws(' ', v.name, v.type, v.component_id, v.image_id,
                  encode(v.digest, 'hex'), v.origin, array_to_string(v.parts, ' ')))) > 0)
            """;
    private static final String PAGE = VALUES + "select v.* " + MATCHING + """
              and ($4::text is null or v.state = $4)
            order by v.type, v.name, v.component_id, v.security_version desc, v.uploaded_at desc, v.image_id, v.origin
            offset $5 limit $6""";
    private static final String COUNTS = VALUES + "select v.state, count(*) as total " + MATCHING + "group by v.state";
    private static final String ONE = VALUES + """
            select v.* from value v where v.component_id = $2 and v.image_id = $3
            order by v.origin = 'FEED' limit 1""";

    private final Transactions transactions;

    ListReferenceValues(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Selects reference values.
     *
     * @param text text to find in name, type, component, image, digest, origin or SKU, ignoring case; null for any
     * @param origin null for any
     * @param state null for any
     */
    public record Filter(
            @Nullable String text,
            @Nullable ReferenceOrigin origin,
            @Nullable ReferenceState state) {}

    /** Returns a page: values of the catalog, and those of the OS feeds for its devices. */
    public Uni<ReferencePage> page(CatalogId catalog, Filter filter, int offset, int limit) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.list(
                                PAGE,
                                ListReferenceValues::view,
                                catalog,
                                filter.origin(),
                                filter.text(),
                                filter.state(),
                                offset,
                                limit)
                        .chain(values -> tx.list(
                                        COUNTS,
                                        row -> Map.entry(
                                                ReferenceState.valueOf(row.getString("state")), row.getLong("total")),
                                        catalog,
                                        filter.origin(),
                                        filter.text())
                                .map(counts -> page(values, counts, filter, offset))));
    }

    @Override
    public String name() {
        return "reference-values";
    }

    @Override
    public Class<ReferenceValueView> type() {
        return ReferenceValueView.class;
    }

    @Override
    public boolean isScoped() {
        return false;
    }

    @Override
    public Pages<ReferenceValueView> pages(CatalogId catalog) {
        return Pages.of(
                (cursor, limit) -> page(catalog, new Filter(null, null, null), Parameters.rowsBefore(cursor), limit)
                        .map(page -> new Slice<>(page.items(), page.next())));
    }

    private static ReferencePage page(
            List<ReferenceValueView> values, List<Map.Entry<ReferenceState, Long>> counts, Filter filter, int offset) {
        long total = counts.stream()
                .filter(count -> filter.state() == null || count.getKey() == filter.state())
                .mapToLong(Map.Entry::getValue)
                .sum();
        Map<ReferenceState, Long> states = new EnumMap<>(ReferenceState.class);
        counts.forEach(count -> states.put(count.getKey(), count.getValue()));
        return new ReferencePage(values, total, Parameters.next(offset, values, total), states);
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
