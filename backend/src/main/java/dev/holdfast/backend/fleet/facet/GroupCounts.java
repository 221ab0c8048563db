package dev.holdfast.backend.fleet.facet;

import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.filter.Filter;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The counters of a group, which follow each change.
 *
 * @param product its product's name
 * @param group its name
 * @param trusted devices that are
 * @param outdated devices that are
 * @param untrusted devices that are
 * @param unknown devices of which nothing is known, the unreachable among them
 * @param unreachable devices that are
 * @param updates devices by how their update stands, in lower case
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
    /** Reads them all; the catalog is {@code $1}. */
    static final String SELECT = """
            select p.name as product, g.name as group_name, g.target_manifest,
                coalesce(sum(c.devices) filter (where c.measure = 'TRUSTED'), 0)::bigint as trusted,
                coalesce(sum(c.devices) filter (where c.measure = 'OUTDATED'), 0)::bigint as outdated,
                coalesce(sum(c.devices) filter (where c.measure = 'UNTRUSTED'), 0)::bigint as untrusted,
                coalesce(sum(c.devices) filter (where c.measure = 'UNKNOWN'), 0)::bigint as unknown,
                coalesce(sum(c.devices) filter (where c.measure = 'UNREACHABLE'), 0)::bigint as unreachable,
                coalesce(sum(c.devices) filter (where c.measure = 'ATTESTED' and c.manifest_version = g.target_manifest), 0)::bigint
                    as attested,
                coalesce(sum(c.devices) filter (where c.measure = 'INSTALLED' and c.manifest_version = g.target_manifest), 0)::bigint
                    as installed,
                coalesce(sum(c.devices) filter (where c.measure = 'FAILED' and c.manifest_version = g.target_manifest), 0)::bigint
                    as failed
            from device_group g
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            join current_device_count c on c.catalog_id = g.catalog_id and c.group_id = g.group_id
            where g.catalog_id = $1
            group by p.name, g.name, g.group_id, g.target_manifest""";

    static GroupCounts read(Row row) {
        long devices =
                row.getLong("trusted") + row.getLong("outdated") + row.getLong("untrusted") + row.getLong("unknown");
        long attested = row.getLong("attested");
        long installed = row.getLong("installed");
        long failed = row.getLong("failed");
        return new GroupCounts(
                row.getString("product"),
                row.getString("group_name"),
                row.getLong("trusted"),
                row.getLong("outdated"),
                row.getLong("untrusted"),
                row.getLong("unknown"),
                row.getLong("unreachable"),
                row.getLong("target_manifest") == 0
                        ? Map.of("none", devices)
                        : Map.of(
                                "attested",
                                attested,
                                "installed",
                                installed,
                                "failed",
                                failed,
                                "pending",
                                devices - attested - installed - failed));
    }

    private long devices() {
        return trusted + outdated + untrusted + unknown;
    }

    /** Returns what all groups together say. */
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
        return Facets.of(name, counts, label -> field + ":" + Filter.written(label), Function.identity());
    }
}
