package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.util.List;
import java.util.Locale;

/**
 * Terms about how updates stand. Where few devices meet one, the index over groups and what their devices have finds them: group by group, and
 * of each by the versions that its counters know.
 */
final class UpdateTerms {
    /** Groups with a target, and each version but that one which devices of the group may have attested. */
    private static final String OTHERS = """
            (select g.group_id, g.target_manifest as target, v.version from device_group g
            cross join lateral (
                select 0::bigint as version
                union
                select c.manifest_version from current_device_count c
                where c.catalog_id = $1 and c.group_id = g.group_id and c.measure = 'ATTESTED') v
            where g.catalog_id = $1 and g.target_manifest > 0 and v.version <> g.target_manifest) o""";

    private static final String OF_OTHERS =
            "e.catalog_id = $1 and e.group_id = o.group_id and e.attested_manifest = o.version";

    private static final String PENDING = "select e.device_id from " + OTHERS + " cross join lateral ("
            + "select e.device_id, e.failed_manifest from device e where " + OF_OTHERS
            + " and e.installed_manifest < o.target"
            + " union all select e.device_id, e.failed_manifest from device e where " + OF_OTHERS
            + " and e.installed_manifest > o.target) e where e.failed_manifest <> o.target";
    private static final String INSTALLED =
            "select e.device_id from " + OTHERS + " cross join lateral (" + "select e.device_id from device e where "
                    + OF_OTHERS + " and e.installed_manifest = o.target offset 0) e";
    private static final String ATTESTED = """
            select e.device_id from device_group g
            cross join lateral (
                select e.device_id from device e where e.catalog_id = $1 and e.group_id = g.group_id
                and e.attested_manifest = g.target_manifest offset 0) e
            where g.catalog_id = $1 and g.target_manifest > 0""";
    private static final String FAILED =
            "select e.device_id from device e where e.catalog_id = $1 and e.failed_manifest > 0";
    private static final String NONE = """
            select e.device_id from device_group g
            cross join lateral (
                select e.device_id from device e where e.catalog_id = $1 and e.group_id = g.group_id offset 0) e
            where g.catalog_id = $1 and g.target_manifest = 0""";

    private UpdateTerms() {}

    /** Adds that a device {@code d} is in one of the states. */
    static void add(SqlBuilder condition, List<Value> states, DeviceTerms.By by) {
        if (by == DeviceTerms.By.INDEX) {
            String between = DeviceTerms.ANY_OF;
            for (Value state : states) {
                condition.sql(between).sql(of(state.operand()));
                between = " union all ";
            }
            // What an index gave is held against the row.
            condition.sql(DeviceTerms.END + " and ");
        }
        condition
                .sql("coalesce((select " + DeviceRows.UPDATE_STATE
                        + " from device_group g where g.catalog_id = d.catalog_id and g.group_id = d.group_id) = any (")
                .value(
                        states.stream()
                                .map(state -> state.operand().toUpperCase(Locale.ROOT))
                                .toArray(String[]::new),
                        "text[]")
                .sql("), false)");
    }

    private static String of(String state) {
        return switch (state) {
            case "failed" -> FAILED;
            case "pending" -> PENDING;
            case "installed" -> INSTALLED;
            case "attested" -> ATTESTED;
            default -> NONE;
        };
    }
}
