package dev.holdfast.backend.attestation.policy;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.policy.ShippedPolicies;
import io.vertx.sqlclient.Row;

/**
 * The version of a policy that decides somewhere.
 *
 * @param key whose policy
 * @param version which version
 */
public record AppliedPolicy(PolicyKey key, int version) {
    /** What decides where nobody activated anything. */
    public static final AppliedPolicy SHIPPED = new AppliedPolicy(
            PolicyKey.SHIPPED, ShippedPolicies.load(PolicyKey.SHIPPED_ID).version());

    /** Reads the columns {@code …_scope}, {@code …_scope_id} and {@code …_version}; {@link #SHIPPED} when they are null. */
    public static AppliedPolicy of(Row row, String prefix) {
        String scope = row.getString(prefix + "_scope");
        return scope == null
                ? SHIPPED
                : new AppliedPolicy(
                        new PolicyKey(PolicyScope.valueOf(scope), row.getUUID(prefix + "_scope_id")),
                        row.getInteger(prefix + "_version"));
    }

    /** Returns what operators see. */
    public PolicyRef view() {
        return new PolicyRef(key.text(), version);
    }
}
