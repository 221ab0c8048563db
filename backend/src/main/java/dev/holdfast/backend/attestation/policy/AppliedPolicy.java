package dev.holdfast.backend.attestation.policy;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.ShippedPolicies;
import io.vertx.sqlclient.Row;

/** The policy and version that apply to a scope. */
public record AppliedPolicy(PolicyKey key, int version) {
    /** Applies where no policy is active. */
    public static final AppliedPolicy SHIPPED = new AppliedPolicy(
            PolicyKey.SHIPPED, ShippedPolicies.load(PolicyKey.SHIPPED_ID).version());

    /** Reads the columns {@code …_scope}, {@code …_scope_id} and {@code …_version}; {@link #SHIPPED} when they are null. */
    public static AppliedPolicy of(Row row, String prefix) {
        return of(row, prefix, Kind.ATTESTATION);
    }

    /** Reads the columns of a policy of a kind. */
    static AppliedPolicy of(Row row, String prefix, Kind kind) {
        String scope = row.getString(prefix + "_scope");
        return scope == null
                ? shipped(kind)
                : new AppliedPolicy(
                        new PolicyKey(kind, PolicyScope.valueOf(scope), row.getUUID(prefix + "_scope_id")),
                        row.getInteger(prefix + "_version"));
    }

    private static AppliedPolicy shipped(Kind kind) {
        PolicyKey key = new PolicyKey(kind, PolicyScope.SHIPPED, PolicyKey.SHIPPED.id());
        return kind == Kind.ATTESTATION
                ? SHIPPED
                : new AppliedPolicy(key, ShippedPolicies.load(key.shippedId()).version());
    }

    public PolicyRef view() {
        return new PolicyRef(key.text(), version);
    }
}
