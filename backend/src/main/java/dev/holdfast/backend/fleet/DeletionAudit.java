package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.member.RemovedRoles;
import dev.holdfast.backend.tenancy.token.RevokedTokens;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Audit entries for a deleted product or device group: one for each role, token and group that ends, and one for the product. Read them
 * while the transaction holds the locks ({@link DeviceGroups#lockForDeletion}), before the deletion.
 *
 * @param roles one entry for each role
 * @param tokens one entry for each token
 * @param groups deployments and policy of each group, by group ID
 * @param policy active version of the product's own policy; null if it has none, or if a single group is deleted
 */
record DeletionAudit(
        List<AuditEntry> roles,
        List<AuditEntry> tokens,
        Map<UUID, OfGroup> groups,
        @Nullable Integer policy) {
    /** Limit of group names in the entry of a product. Each group also has its own entry. */
    private static final int MAX_NAMES = 100;

    private static final String GROUPS = """
            select g.group_id, a.version, (select count(*) from deployment d
                where d.catalog_id = g.catalog_id and d.group_id = g.group_id)::int as deployments
            from device_group g
            left join policy_active a
                on a.catalog_id = g.catalog_id and a.kind = 'attestation' and a.scope = 'GROUP' and a.scope_id = g.group_id
            where g.catalog_id = $1 and (g.product_id = $2 or g.group_id = $3)""";
    private static final String POLICY = """
            select version from policy_active
            where catalog_id = $1 and kind = 'attestation' and scope = 'PRODUCT' and scope_id = $2""";

    /**
     * Deployments and policy of a group.
     *
     * @param deployments number of deployments, superseded ones included
     * @param policy active version of the group's own policy; null if it has none
     */
    record OfGroup(UUID id, int deployments, @Nullable Integer policy) {}

    /** Reads the entries for a product or a group; the other parameter is null. */
    static Uni<DeletionAudit> of(Tx tx, @Nullable UUID product, @Nullable UUID group) {
        String by = tx.actor().name();
        return RemovedRoles.in(tx, by, product, group)
                .chain(roles -> RevokedTokens.in(tx, by, product, group, tx.now())
                        .chain(tokens -> groups(tx, product, group)
                                .chain(groups -> tx.find(
                                                POLICY, row -> row.getInteger("version"), tx.catalog(), product)
                                        .map(policy ->
                                                new DeletionAudit(roles, tokens, groups, policy.orElse(null))))));
    }

    private static Uni<Map<UUID, OfGroup>> groups(Tx tx, @Nullable UUID product, @Nullable UUID group) {
        return tx.list(
                        GROUPS,
                        row -> new OfGroup(
                                row.getUUID("group_id"), row.getInteger("deployments"), row.getInteger("version")),
                        tx.catalog(),
                        product,
                        group)
                .map(found -> found.stream().collect(Collectors.toMap(OfGroup::id, Function.identity())));
    }

    List<AuditEntry> entries(Tx tx, DeviceGroupView group) {
        List<AuditEntry> entries = parts();
        entries.add(entry(tx, group).changing("roles", roles.size(), 0).changing("tokens", tokens.size(), 0));
        return entries;
    }

    List<AuditEntry> entries(Tx tx, ProductView product, List<DeviceGroupView> members) {
        List<AuditEntry> entries = parts();
        members.forEach(group -> entries.add(entry(tx, group)));
        entries.add(tx.entry(
                        "DeleteProduct", product.name(), "Deleted the product " + product.name() + " with its groups.")
                .changing("description", product.description(), null)
                .changing("policyVersion", policy, null)
                .changing(
                        "groups",
                        members.stream()
                                .map(DeviceGroupView::name)
                                .limit(MAX_NAMES)
                                .toList(),
                        null)
                .changing("groupCount", members.size(), 0)
                .changing(
                        "deployments",
                        groups.values().stream().mapToInt(OfGroup::deployments).sum(),
                        0)
                .changing("roles", roles.size(), 0)
                .changing("tokens", tokens.size(), 0));
        return entries;
    }

    private List<AuditEntry> parts() {
        List<AuditEntry> entries = new ArrayList<>(roles);
        entries.addAll(tokens);
        return entries;
    }

    private AuditEntry entry(Tx tx, DeviceGroupView group) {
        String title = ListProducts.title(group);
        OfGroup had = groups.getOrDefault(group.id(), new OfGroup(group.id(), 0, null));
        return tx.entry("DeleteDeviceGroup", title, "Deleted the device group " + title + ".")
                .changing("description", group.description(), null)
                .changing("osFeedType", group.osFeedType(), null)
                .changing("updatePolicy", group.updatePolicy(), null)
                .changing("allowCrashDumpsCollection", group.allowCrashDumpsCollection(), null)
                .changing("regionalDataBoundary", group.regionalDataBoundary(), null)
                .changing("requiresPostQuantum", group.requiresPostQuantum(), null)
                .changing("requiresApproval", group.requiresApproval(), null)
                .changing("timeZone", group.timeZone(), null)
                .changing("policyVersion", had.policy(), null)
                .changing("deployments", had.deployments(), 0);
    }
}
