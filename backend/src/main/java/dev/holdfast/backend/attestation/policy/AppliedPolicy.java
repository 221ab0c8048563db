package dev.holdfast.backend.attestation.policy;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.policy.ShippedPolicies;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** Returns the policy of three columns, {@link #SHIPPED} when there is none. */
    public static AppliedPolicy of(@Nullable String scope, @Nullable UUID id, @Nullable Integer version) {
        return scope == null || id == null || version == null
                ? SHIPPED
                : new AppliedPolicy(new PolicyKey(PolicyScope.valueOf(scope), id), version);
    }

    /** Returns what operators see. */
    public PolicyRef view() {
        return new PolicyRef(key.text(), version);
    }
}
