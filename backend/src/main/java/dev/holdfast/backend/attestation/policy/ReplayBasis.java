package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.PolicyView;
import io.smallrye.mutiny.Uni;

/**
 * The two policies that a replay compares. A replay leaves out devices to which a policy of a nearer scope applies, so one policy applies
 * to all its devices.
 *
 * @param version version of the candidate; 0 to remove the policy
 * @param compared policy that applies now
 * @param candidate policy that would apply
 */
public record ReplayBasis(PolicyKey key, int version, AppliedPolicy compared, AppliedPolicy candidate) {
    /** Finds the active policy of the next higher scope that has one. "select 1" gives a row of nulls for the shipped policy if none has. */
    private static final String INHERITED = """
            select coalesce(pp.scope, pc.scope) as policy_scope, coalesce(pp.scope_id, pc.scope_id) as policy_scope_id,
                   coalesce(pp.version, pc.version) as policy_version
            from (select 1) one
            left join device_group g on $2::text = 'GROUP' and g.catalog_id = $1 and g.group_id = $3
            left join policy_active pp
                on pp.catalog_id = $1 and pp.kind = 'attestation' and pp.scope = 'PRODUCT' and pp.scope_id = g.product_id
            left join policy_active pc
                on $2::text <> 'CATALOG' and pc.catalog_id = $1 and pc.kind = 'attestation' and pc.scope = 'CATALOG' and pc.scope_id = $1""";

    /** Finds the policies to compare; fails with {@code conflict} if they are the same. */
    public static Uni<ReplayBasis> of(Tx tx, String text, int version) {
        PolicyKey key = SavePolicyVersion.requireChangeable(PolicyKey.parseReplayed(tx.catalog(), text));
        return PolicyScopes.one(tx, key)
                .invoke(view -> requireDifference(view, version))
                .chain(view -> candidate(tx, key, version)
                        .map(candidate -> new ReplayBasis(key, version, compared(tx.catalog(), view), candidate)));
    }

    private static void requireDifference(PolicyView view, int version) {
        if (view.activeVersion() == version) {
            throw ProblemException.conflict(
                    version == 0
                            ? "There is no active policy to remove, so nothing would change."
                            : "Version " + version + " is already active, so nothing would change.");
        }
    }

    private static AppliedPolicy compared(CatalogId catalog, PolicyView view) {
        return new AppliedPolicy(PolicyKey.parse(catalog, view.effectiveKey()), view.effectiveVersion());
    }

    private static Uni<AppliedPolicy> candidate(Tx tx, PolicyKey key, int version) {
        return version > 0
                ? PolicyVersions.one(tx, key, version).map(found -> new AppliedPolicy(key, version))
                : tx.one(INHERITED, row -> AppliedPolicy.of(row, "policy"), tx.catalog(), key.scope(), key.id());
    }
}
