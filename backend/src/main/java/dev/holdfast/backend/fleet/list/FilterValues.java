package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeployedApplications;
import dev.holdfast.backend.fleet.DeployedApplications.Deployed;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Groups, versions, applications and devices that a filter or an order refers to by name. They are read before the list, so that PostgreSQL
 * plans the list with constants and their statistics.
 *
 * @param groups the catalog's groups; empty if not needed
 * @param osVersions OS versions of the catalog's devices; empty if not needed
 * @param applications attested applications; empty if not needed
 * @param named devices by part of their name, for each part that matches at most {@value #FEW} devices
 */
record FilterValues(
        List<Group> groups, List<String> osVersions, List<Deployed> applications, Map<String, List<DeviceId>> named) {
    /** Fields that need the catalog's groups. */
    static final Set<String> OF_GROUPS = Set.of("product", "group", "update", "phase");

    /** Fields that need the OS versions. */
    static final Set<String> OF_VERSIONS = Set.of("os");

    private static final int FEW = 10_000;

    // Rows that count devices by trust have manifest version 0.
    private static final String GROUPS = """
            select g.group_id, g.name, p.name as product, g.target_manifest, coalesce(c.devices, 0) as devices,
                r.rollout_id, r.is_withheld, r.seed, r.buckets, r.listed, r.excluded
            from device_group g
            left join active_rollout r on r.catalog_id = g.catalog_id and r.group_id = g.group_id and r.state <> 'ROLLING_BACK'
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            left join (
                select group_id, sum(devices)::bigint as devices from current_device_count
                where catalog_id = $1 and manifest_version = 0
                  and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
                group by group_id) c on c.group_id = g.group_id
            where g.catalog_id = $1""";
    private static final String APPROVALS =
            "select count(*) as found from approval where catalog_id = $1 and approval_id = any ($2)";
    private static final String VERSIONS = "select v as version from catalog_os_versions() as v";
    // Searches the catalog of the transaction, which must be $1. One row more than FEW shows that too many match.
    private static final String NAMED =
            "select n.device_id from devices_named($2, " + (FEW + 1) + ") n where $1::uuid = current_catalog_id()";

    /**
     * A device group.
     *
     * @param product name of the group's product
     * @param target version of the group's deployed manifest set; 0 if none
     * @param rollout active rollout that does not roll back; null for none
     */
    record Group(
            UUID id,
            String product,
            String name,
            long target,
            long devices,
            @Nullable ActiveRollout rollout) {
        /** Returns whether devices of the group can match a term. */
        boolean mayMatch(Term term) {
            if (!(term instanceof Filter.Field field)) {
                return true;
            }
            return switch (field.field()) {
                case "product" -> isNamed(product, field.values()) != field.negated();
                case "group" -> isNamed(name, field.values()) != field.negated();
                default -> true;
            };
        }
    }

    /**
     * An active rollout and the devices that it has opened.
     *
     * @param withheld whether the open devices are offered nothing of the rollout
     */
    record ActiveRollout(UUID id, boolean withheld, int seed, int buckets, List<Long> listed, List<Long> excluded) {
        static @Nullable ActiveRollout of(Row row) {
            UUID id = row.getUUID("rollout_id");
            return id == null
                    ? null
                    : new ActiveRollout(
                            id,
                            row.getBoolean("is_withheld"),
                            row.getInteger("seed"),
                            row.getInteger("buckets"),
                            List.of(row.getArrayOfLongs("listed")),
                            List.of(row.getArrayOfLongs("excluded")));
        }
    }

    /** Reads the values that the terms and the fields in {@code more} need. */
    static Uni<FilterValues> of(Tx tx, List<Term> terms, Set<String> more) {
        Set<String> fields = Stream.concat(terms.stream().flatMap(FilterValues::field), more.stream())
                .collect(Collectors.toSet());
        return requireApprovals(tx, terms)
                .chain(() -> groups(tx, fields))
                .chain(groups -> versions(tx, fields)
                        .chain(versions -> applications(tx, fields)
                                .chain(applications -> findNamed(tx, List.copyOf(parts(terms)), new HashMap<>())
                                        .map(named -> new FilterValues(groups, versions, applications, named)))));
    }

    /** Fails with {@code invalid-request} if a term names an approval request that the catalog does not have. */
    private static Uni<Void> requireApprovals(Tx tx, List<Term> terms) {
        List<Filter.Value> named = terms.stream()
                .flatMap(term ->
                        term instanceof Filter.Field field && field.field().equals("approval")
                                ? field.values().stream()
                                : Stream.empty())
                .distinct()
                .toList();
        if (named.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.one(APPROVALS, row -> row.getLong("found"), tx.catalog(), DeviceTerms.guids(named))
                .invoke(found -> new Checks()
                        .that(found == named.size(), "filter", "approval: the catalog has no such approval request")
                        .done())
                .replaceWithVoid();
    }

    private static Stream<String> field(Term term) {
        return term instanceof Filter.Field field ? Stream.of(field.field()) : Stream.empty();
    }

    private static Set<String> parts(List<Term> terms) {
        Set<String> parts = new HashSet<>();
        for (Term term : terms) {
            if (term instanceof Filter.Words words) {
                parts.add(words.words());
            } else if (term instanceof Filter.Field field && field.field().equals("name")) {
                field.values().forEach(value -> parts.add(value.operand()));
            }
        }
        return parts;
    }

    private static Uni<Map<String, List<DeviceId>>> findNamed(
            Tx tx, List<String> parts, Map<String, List<DeviceId>> found) {
        return parts.isEmpty()
                ? Uni.createFrom().item(found)
                : tx.list(NAMED, row -> Columns.device(row, "device_id"), tx.catalog(), parts.getFirst())
                        .chain(devices -> {
                            if (devices.size() <= FEW) {
                                found.put(parts.getFirst(), devices);
                            }
                            return findNamed(tx, parts.subList(1, parts.size()), found);
                        });
    }

    /** Returns the IDs of the matching groups. */
    UUID[] groups(Predicate<Group> which) {
        return groups.stream().filter(which).map(Group::id).toArray(UUID[]::new);
    }

    /** Returns whether a name matches one of the values, ignoring case. */
    static boolean isNamed(String name, List<Filter.Value> values) {
        return values.stream()
                .anyMatch(value -> name.equalsIgnoreCase(value.operand())
                        || (NoGroup.isNamed(name) && NoGroup.isNamed(value.operand())));
    }

    String[] versions(Predicate<String> which) {
        return osVersions.stream().filter(which).toArray(String[]::new);
    }

    /** Returns the manifest versions that contain a matching application. */
    Long[] manifests(Predicate<Deployed> which) {
        return applications.stream()
                .filter(which)
                .map(Deployed::manifest)
                .distinct()
                .toArray(Long[]::new);
    }

    private static Uni<List<Deployed>> applications(Tx tx, Set<String> fields) {
        return fields.contains("app")
                ? DeployedApplications.of(tx)
                : Uni.createFrom().item(List.of());
    }

    private static Uni<List<Group>> groups(Tx tx, Set<String> fields) {
        return fields.stream().noneMatch(OF_GROUPS::contains)
                ? Uni.createFrom().item(List.of())
                : tx.list(
                        GROUPS,
                        row -> new Group(
                                row.getUUID("group_id"),
                                row.getString("product"),
                                row.getString("name"),
                                row.getLong("target_manifest"),
                                row.getLong("devices"),
                                ActiveRollout.of(row)),
                        tx.catalog());
    }

    private static Uni<List<String>> versions(Tx tx, Set<String> fields) {
        return fields.stream().noneMatch(OF_VERSIONS::contains)
                ? Uni.createFrom().item(List.of())
                : tx.list(VERSIONS, row -> row.getString("version"));
    }
}
