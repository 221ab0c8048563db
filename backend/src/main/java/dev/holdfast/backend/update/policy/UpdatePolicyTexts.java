package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.ShippedPolicies;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Update policy that applies to a group: the active one of the nearest scope, or else the shipped one that the settings of the group name. A
 * group whose settings name {@link UpdatePolicy#NONE} has no other policy.
 */
public final class UpdatePolicyTexts {
    /** Joins the active policy {@code u} of the nearest scope to groups {@code g}. {@link #of(Row)} reads {@link #COLUMNS}. */
    public static final String JOIN = """
            left join lateral (
                select case v.scope when 'CATALOG' then 'update/catalog' else 'update/' || lower(v.scope) || '-' || v.scope_id end as id,
                    v.version, v.policy, v.system_only
                from policy_active a join policy_version v using (catalog_id, kind, scope, scope_id, version)
                where a.catalog_id = g.catalog_id and a.kind = 'update' and g.update_policy <> 'NoUpdates'
                  and (a.scope = 'GROUP' and a.scope_id = g.group_id or a.scope = 'PRODUCT' and a.scope_id = g.product_id
                       or a.scope = 'CATALOG')
                order by case a.scope when 'GROUP' then 1 when 'PRODUCT' then 2 else 3 end limit 1
            ) u on true""";

    /** Columns that {@link #of(Row)} reads. */
    public static final String COLUMNS =
            "g.update_policy, u.id as policy_id, u.version as policy_version, u.policy, coalesce(u.system_only, false) as system_only";

    private static final Map<UpdatePolicy, UpdatePolicyText> SHIPPED = Arrays.stream(UpdatePolicy.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    UpdatePolicyTexts::shipped,
                    (first, second) -> first,
                    () -> new EnumMap<>(UpdatePolicy.class)));

    private UpdatePolicyTexts() {}

    /** Reads the columns {@link #COLUMNS}. */
    public static UpdatePolicyText of(Row row) {
        UpdatePolicyText active = active(row);
        return active == null ? of(UpdatePolicy.named(row.getString("update_policy"))) : active;
    }

    /** Reads from the columns {@link #COLUMNS} whether the active policy offers all devices only the operating system. */
    public static boolean isSystemOnly(Row row) {
        return row.getBoolean("system_only");
    }

    /** Reads the active policy in the columns {@link #COLUMNS}; null if there is none. */
    static @Nullable UpdatePolicyText active(Row row) {
        String policy = row.getString("policy");
        return policy == null
                ? null
                : new UpdatePolicyText(row.getString("policy_id"), row.getInteger("policy_version"), policy);
    }

    /** Returns the shipped policy. */
    static UpdatePolicyText of(UpdatePolicy policy) {
        return Objects.requireNonNull(SHIPPED.get(policy));
    }

    /** Compiles a policy, which takes milliseconds. */
    static CompiledPolicy compile(UpdatePolicyText text) throws PolicyException {
        return PolicySource.read(Kind.UPDATE, text.yaml()).compile(text.id(), text.version());
    }

    private static UpdatePolicyText shipped(UpdatePolicy policy) {
        String id = "update/" + policy.apiName();
        return new UpdatePolicyText(id, ShippedPolicies.load(id).version(), ShippedPolicies.source(id));
    }
}
