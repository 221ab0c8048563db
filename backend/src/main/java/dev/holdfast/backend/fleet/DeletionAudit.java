package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.member.EndedRoles;
import dev.holdfast.backend.tenancy.token.EndedTokens;
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
 * What the audit log keeps of a product or device group that is deleted: an entry for each role and token that ends, and for each group. Read
 * while the caller holds it ({@link DeviceGroups#lockAlone}) and before it is gone, so that it is what was deleted.
 *
 * @param roles an entry for each
 * @param tokens likewise
 * @param groups what each group had beside its settings, by its id
 * @param policy the version of the product's own policy that decided; null when it had none
 */
record DeletionAudit(
        List<AuditEntry> roles,
        List<AuditEntry> tokens,
        Map<UUID, OfGroup> groups,
        @Nullable Integer policy) {
    /** So many names are in the entry of a product; each group has an entry of its own beside it. */
    private static final int MOST_NAMES = 100;

    private static final String GROUPS = """
            select g.group_id, a.version, (select count(*) from deployment d
                where d.catalog_id = g.catalog_id and d.group_id = g.group_id)::int as deployments
            from device_group g
            left join policy_active a on a.catalog_id = g.catalog_id and a.scope = 'GROUP' and a.scope_id = g.group_id
            where g.catalog_id = $1 and (g.product_id = $2 or g.group_id = $3)""";
    private static final String POLICY =
            "select version from policy_active where catalog_id = $1 and scope = 'PRODUCT' and scope_id = $2";

    /**
     * What a group had.
     *
     * @param id its GUID
     * @param deployments how many, those that were replaced among them
     * @param policy the version of its own policy that decided; null when it had none
     */
    record OfGroup(UUID id, int deployments, @Nullable Integer policy) {}

    /** Reads it of a product, or of a group; the other one is null. */
    static Uni<DeletionAudit> of(Tx tx, @Nullable UUID product, @Nullable UUID group) {
        String by = tx.actor().name();
        return EndedRoles.in(tx, by, product, group)
                .chain(roles -> EndedTokens.in(tx, by, product, group, tx.now())
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

    /** Returns the entries for the end of a group. */
    List<AuditEntry> entries(Tx tx, DeviceGroupView group) {
        List<AuditEntry> entries = parts();
        entries.add(entry(tx, group).changing("roles", roles.size(), 0).changing("tokens", tokens.size(), 0));
        return entries;
    }

    /** Returns the entries for the end of a product. */
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
                                .limit(MOST_NAMES)
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
                .changing("policyVersion", had.policy(), null)
                .changing("deployments", had.deployments(), 0);
    }
}
