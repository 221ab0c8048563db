package dev.holdfast.backend.update.policy;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.PolicyScope;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Applies a change of the active update policies. */
public final class UpdatePolicies {
    private static final String MARK_DUE = """
            update device_group set renewal_due = true
            where catalog_id = $1 and target_manifest > 0
              and case $2::text when 'GROUP' then group_id = $3 when 'PRODUCT' then product_id = $3 else true end""";

    private UpdatePolicies() {}

    /** Marks the manifest sets of a scope as due: the renewal of manifest sets signs them with the new rules, and gateways read the new policy. */
    public static Uni<Integer> renew(Tx tx, PolicyScope scope, UUID id) {
        return tx.update(MARK_DUE, tx.catalog(), scope, id);
    }
}
