package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.PolicyException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares an update policy with those that apply now: which devices would be held or offered their target. Changes nothing. */
public final class PreviewUpdatePolicy {
    private static final String ACTIVE = """
            select a.scope, a.scope_id, case a.scope when 'CATALOG' then 'update/catalog'
                else 'update/' || lower(a.scope) || '-' || a.scope_id end as policy_id, v.version as policy_version, v.policy
            from policy_active a join policy_version v using (catalog_id, kind, scope, scope_id, version)
            where a.catalog_id = $1 and a.kind = 'update'""";
    private static final String GROUPS = """
            select g.group_id, g.product_id, p.name as product, g.name, g.update_policy, g.time_zone,
                (select min(m.offered_at) from manifest_set m
                 where m.catalog_id = g.catalog_id and m.group_id = g.group_id and m.version = g.target_manifest) as offered_at
            from device_group g join product p using (catalog_id, product_id)
            where g.catalog_id = $1 and not g.unassigned
              and case $2::text when 'GROUP' then g.group_id = $3 when 'PRODUCT' then g.product_id = $3 else true end
            order by lower(p.name), g.position, lower(g.name)""";

    private PreviewUpdatePolicy() {}

    /** The scope of a policy. */
    private record ScopeKey(PolicyScope scope, UUID id) {}

    /**
     * Returns the effect of a policy on the groups to which it would apply.
     *
     * @param candidate the policy; null for its removal, so that the policy of the next higher scope applies
     * @param silentSince devices without contact since then count as offline
     */
    public static Uni<List<PolicyEffect>> of(
            Tx tx, PolicyScope scope, UUID id, @Nullable UpdatePolicyText candidate, Instant silentSince) {
        return tx.list(ACTIVE, row -> row, tx.catalog())
                .map(PreviewUpdatePolicy::policies)
                .chain(active -> {
                    Map<ScopeKey, UpdatePolicyText> changed = new HashMap<>(active);
                    if (candidate == null) {
                        changed.remove(new ScopeKey(scope, id));
                    } else {
                        changed.put(new ScopeKey(scope, id), candidate);
                    }
                    return tx.list(GROUPS, row -> group(tx, row, active, changed, null), tx.catalog(), scope, id);
                })
                .chain(groups -> compare(tx, groups, silentSince));
    }

    /** Returns the effect of another setting of a group; without groups if the same policy applies. */
    public static Uni<List<PolicyEffect>> of(Tx tx, UUID group, UpdatePolicy setting, Instant silentSince) {
        return tx.list(ACTIVE, row -> row, tx.catalog())
                .map(PreviewUpdatePolicy::policies)
                .chain(active -> tx.list(
                        GROUPS, row -> group(tx, row, active, active, setting), tx.catalog(), PolicyScope.GROUP, group))
                .chain(groups -> compare(tx, groups, silentSince));
    }

    /**
     * Returns the number of devices that the active update policy of a group would hold; 0 if there is none.
     *
     * @param setting update policy in the settings of the group
     * @param emergency whether the target is of a rollout that is an emergency
     * @param query query for facts of devices, as in {@link PolledDevices}, and the number of {@code devices} with them
     */
    public static Uni<Long> held(
            Tx tx, UUID group, UpdatePolicy setting, boolean emergency, String query, @Nullable Object... parameters) {
        return tx.list(ACTIVE, row -> row, tx.catalog())
                .map(PreviewUpdatePolicy::policies)
                .chain(active -> tx.list(
                        GROUPS, row -> applied(tx, row, setting, active), tx.catalog(), PolicyScope.GROUP, group))
                .chain(applied -> applied.isEmpty() || applied.contains(UpdatePolicyTexts.of(setting))
                        ? Uni.createFrom().item(0L)
                        : tx.list(query, row -> row, parameters)
                                .chain(rows -> Workers.run(() -> held(applied.getFirst(), rows, emergency))));
    }

    /** Returns the number of receiving devices of a group that its active update policy would hold from a deployment. */
    public static Uni<Long> heldFromDeployment(Tx tx, GroupRef group) {
        return held(
                tx,
                group.id(),
                group.policy(),
                false,
                PolledDevices.DEPLOYMENT,
                tx.catalog(),
                new UUID[] {group.id()},
                Silence.since(tx));
    }

    private static long held(UpdatePolicyText text, List<Row> devices, boolean emergency) {
        Optional<CompiledPolicy> policy = compile(text);
        return devices.stream()
                .filter(row -> !ComparedGroup.isOffered(policy, PolledDevices.facts(row, emergency)))
                .mapToLong(row -> row.getLong("devices"))
                .sum();
    }

    private static Uni<List<PolicyEffect>> compare(Tx tx, List<ComparedGroup> groups, Instant silentSince) {
        Instant now = tx.now().truncatedTo(ChronoUnit.SECONDS);
        List<ComparedGroup> changed = groups.stream()
                .filter(group -> !group.now().equals(group.then()))
                .toList();
        return tx.list(
                        PolledDevices.QUERY,
                        PolledDevices::of,
                        tx.catalog(),
                        Columns.guids(changed, ComparedGroup::id),
                        silentSince)
                .chain(devices -> Workers.run(() -> compare(changed, devices, now)));
    }

    private static Map<ScopeKey, UpdatePolicyText> policies(List<Row> rows) {
        Map<ScopeKey, UpdatePolicyText> policies = new HashMap<>();
        for (Row row : rows) {
            policies.put(
                    new ScopeKey(PolicyScope.valueOf(row.getString("scope")), row.getUUID("scope_id")),
                    new UpdatePolicyText(
                            row.getString("policy_id"), row.getInteger("policy_version"), row.getString("policy")));
        }
        return policies;
    }

    private static ComparedGroup group(
            Tx tx,
            Row row,
            Map<ScopeKey, UpdatePolicyText> active,
            Map<ScopeKey, UpdatePolicyText> changed,
            @Nullable UpdatePolicy setting) {
        UpdatePolicy now = UpdatePolicy.named(row.getString("update_policy"));
        Instant offered = Columns.instantOrNull(row, "offered_at");
        return new ComparedGroup(
                row.getUUID("group_id"),
                row.getString("product"),
                row.getString("name"),
                ZoneId.of(row.getString("time_zone")),
                (offered == null ? tx.now() : offered).truncatedTo(ChronoUnit.SECONDS),
                applied(tx, row, now, active),
                applied(tx, row, setting == null ? now : setting, changed));
    }

    /** Returns the policy that applies to a group, as in {@link UpdatePolicyTexts}. */
    private static UpdatePolicyText applied(
            Tx tx, Row group, UpdatePolicy setting, Map<ScopeKey, UpdatePolicyText> policies) {
        return setting == UpdatePolicy.NONE
                ? UpdatePolicyTexts.of(setting)
                : Stream.of(
                                new ScopeKey(PolicyScope.GROUP, group.getUUID("group_id")),
                                new ScopeKey(PolicyScope.PRODUCT, group.getUUID("product_id")),
                                new ScopeKey(PolicyScope.CATALOG, tx.catalog().value()))
                        .map(policies::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> UpdatePolicyTexts.of(setting));
    }

    private static List<PolicyEffect> compare(List<ComparedGroup> groups, List<PolledDevices> devices, Instant at) {
        Map<UpdatePolicyText, Optional<CompiledPolicy>> compiled = new HashMap<>();
        Map<UUID, List<PolledDevices>> byGroup = devices.stream().collect(Collectors.groupingBy(PolledDevices::group));
        return groups.stream()
                .map(group -> group.compare(
                        byGroup.getOrDefault(group.id(), List.of()),
                        compiled.computeIfAbsent(group.now(), PreviewUpdatePolicy::compile),
                        compiled.computeIfAbsent(group.then(), PreviewUpdatePolicy::compile),
                        at))
                .toList();
    }

    /** Compiles a policy; empty, as at gateways, if it does not compile after an upgrade. */
    private static Optional<CompiledPolicy> compile(UpdatePolicyText text) {
        try {
            return Optional.of(UpdatePolicyTexts.compile(text));
        } catch (PolicyException e) {
            return Optional.empty();
        }
    }
}
