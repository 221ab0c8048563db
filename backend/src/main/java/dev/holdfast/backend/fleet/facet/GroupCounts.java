package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counters of a group, kept up to date by triggers.
 *
 * @param product name of the group's product
 * @param trusted number of trusted devices
 * @param outdated number of outdated devices
 * @param untrusted number of untrusted devices
 * @param unknown number of devices in unknown state, unreachable ones included
 * @param unreachable number of unreachable devices
 * @param updates number of devices by update state in lower case, such as {@code pending}
 */
record GroupCounts(
        String product,
        String group,
        long trusted,
        long outdated,
        long untrusted,
        long unknown,
        long unreachable,
        Map<String, Long> updates) {
    // While a rollout is active, the devices that it has opened count by its counters, and the others wait or are
    // exempt.
    private static final String SELECT = """
            select p.name as product, x.name as group_name, x.target_manifest,
                coalesce(sum(c.devices) filter (where c.measure = 'TRUSTED'), 0)::bigint as trusted,
                coalesce(sum(c.devices) filter (where c.measure = 'OUTDATED'), 0)::bigint as outdated,
                coalesce(sum(c.devices) filter (where c.measure = 'UNTRUSTED'), 0)::bigint as untrusted,
                coalesce(sum(c.devices) filter (where c.measure = 'UNKNOWN'), 0)::bigint as unknown,
                coalesce(sum(c.devices) filter (where c.measure = 'UNREACHABLE'), 0)::bigint as unreachable,
                %s, %s, %s, %s, %s, max(n.targeted) as opened,
                (select count(*) from active_rollout e join device d on d.catalog_id = e.catalog_id and d.group_id = e.group_id
                 where e.catalog_id = $1 and e.rollout_id = r.rollout_id and cardinality(e.excluded) > 0
                   and d.member_hash = any (e.excluded)) as exempt
            from device_group x
            join product p on p.catalog_id = x.catalog_id and p.product_id = x.product_id
            join current_device_count c on c.catalog_id = x.catalog_id and c.group_id = x.group_id
            left join active_rollout r on r.catalog_id = x.catalog_id and r.group_id = x.group_id and r.state <> 'ROLLING_BACK'
            left join lateral (
                select coalesce(sum(k.devices) filter (where k.measure = 'TARGETED'), 0)::bigint as targeted,
                    sum(k.devices) filter (where k.measure = 'ATTESTED') as attested,
                    sum(k.devices) filter (where k.measure = 'INSTALLED') as installed,
                    sum(k.devices) filter (where k.measure = 'CONFIRMED') as confirmed,
                    sum(k.devices) filter (where k.measure in ('FAILED', 'NOT_ATTESTED')) as failed,
                    sum(k.devices) filter (where k.measure = 'RETURNED') as returned
                from current_rollout_count k
                where k.catalog_id = x.catalog_id and k.rollout_id = r.rollout_id
            ) n on r.rollout_id is not null
            where x.catalog_id = $1""".formatted(
                    Stream.of("attested", "installed", "confirmed", "failed", "returned")
                            .map(state -> """
                coalesce(case when r.rollout_id is null
                    then sum(c.devices) filter (where c.measure = upper('%1$s') and c.manifest_version = x.target_manifest)
                    else max(n.%1$s) end, 0)::bigint as %1$s""".formatted(state))
                            .toArray());

    static Uni<List<GroupCounts>> of(Tx tx, List<Scope> scopes) {
        SqlBuilder found = new SqlBuilder(tx.catalog()).sql(SELECT);
        ScopeFilter.narrow(found, scopes);
        found.sql(" group by p.name, x.name, x.group_id, x.target_manifest, r.rollout_id");
        return tx.list(found.text(), GroupCounts::read, found.parameters());
    }

    private static GroupCounts read(Row row) {
        long devices =
                row.getLong("trusted") + row.getLong("outdated") + row.getLong("untrusted") + row.getLong("unknown");
        long attested = row.getLong("attested");
        long installed = row.getLong("installed");
        long confirmed = row.getLong("confirmed");
        long failed = row.getLong("failed");
        long returned = row.getLong("returned");
        Long opened = row.getLong("opened");
        long exempt = opened == null ? 0 : row.getLong("exempt");
        long waiting = opened == null ? 0 : devices - opened - exempt;
        return new GroupCounts(
                row.getString("product"),
                row.getString("group_name"),
                row.getLong("trusted"),
                row.getLong("outdated"),
                row.getLong("untrusted"),
                row.getLong("unknown"),
                row.getLong("unreachable"),
                row.getLong("target_manifest") == 0 && opened == null
                        ? Map.of("not-targeted", devices)
                        : Map.of(
                                "attested",
                                attested,
                                "installed",
                                installed,
                                "confirmed",
                                confirmed,
                                "failed",
                                failed,
                                "returned",
                                returned,
                                "pending",
                                devices - waiting - exempt - attested - installed - confirmed - failed - returned,
                                "waiting-for-phase",
                                waiting,
                                "not-targeted",
                                exempt));
    }

    private long devices() {
        return trusted + outdated + untrusted + unknown;
    }

    /** Returns the facets of all groups together. */
    static List<Facet> facets(List<GroupCounts> groups) {
        Map<String, Long> health = new LinkedHashMap<>();
        Map<String, Long> updates = new LinkedHashMap<>();
        Map<String, Long> products = new LinkedHashMap<>();
        Map<String, Long> names = new LinkedHashMap<>();
        for (GroupCounts group : groups) {
            health.merge("trusted", group.trusted, Long::sum);
            health.merge("outdated", group.outdated, Long::sum);
            health.merge("untrusted", group.untrusted, Long::sum);
            health.merge("unknown", group.unknown - group.unreachable, Long::sum);
            health.merge("unreachable", group.unreachable, Long::sum);
            group.updates.forEach((state, devices) -> updates.merge(state, devices, Long::sum));
            products.merge(group.product, group.devices(), Long::sum);
            names.merge(group.group, group.devices(), Long::sum);
        }
        return List.of(
                facet("health", health, "is"),
                facet("product", products, "product"),
                facet("group", names, "group"),
                facet("update", updates, "update"));
    }

    private static Facet facet(String name, Map<String, Long> counts, String field) {
        return Facets.of(name, counts, label -> field + ":" + Filter.quote(label), Function.identity());
    }
}
