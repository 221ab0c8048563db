package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.impact.PreviewPolicyTargets;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Previews the effect of a version of an update policy. Attestation policies have replays instead. */
@ApplicationScoped
class PreviewPolicy {
    private final Transactions transactions;

    PreviewPolicy(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the effect of a version, 0 for the removal of the policy; fails with {@code not-found} for an attestation policy. */
    Uni<UpdatePolicyPreview> preview(CatalogId catalog, String policy, int version) {
        PolicyKey key = SavePolicyVersion.requireChangeable(PolicyKey.parse(catalog, policy));
        if (key.kind() != Kind.UPDATE) {
            throw ProblemException.notFound("Update policy " + policy);
        }
        return transactions.readOnly(catalog, tx -> PolicyScopes.one(tx, key).chain(() -> of(tx, key, version)));
    }

    /** Returns the effect of a version of an update policy, 0 for its removal. */
    static Uni<UpdatePolicyPreview> of(Tx tx, PolicyKey key, int version) {
        return candidate(tx, key, version)
                .chain(candidate -> PreviewPolicyTargets.of(tx, key.scope(), key.id(), candidate.orElse(null)));
    }

    private static Uni<Optional<UpdatePolicyText>> candidate(Tx tx, PolicyKey key, int version) {
        return version == 0
                ? Uni.createFrom().item(Optional.empty())
                : PolicyVersions.one(tx, key, version)
                        .map(found -> Optional.of(new UpdatePolicyText(key.policyId(), version, found.policy())));
    }
}
