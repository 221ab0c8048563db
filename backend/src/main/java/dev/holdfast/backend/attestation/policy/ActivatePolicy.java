package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;

/**
 * Makes a version decide, from the next attestation on; or takes a policy away, so that the next one above decides. Needs the report of
 * a replay that still says something.
 */
@ApplicationScoped
public class ActivatePolicy implements DirectCommand<ActivatePolicy.Request, PolicyView> {

    private final Activations activations;

    ActivatePolicy(Activations activations) {
        this.activations = activations;
    }

    /**
     * Request to activate a policy.
     *
     * @param policy key of the policy, as in its path
     * @param activation which version, after which replay, and why
     */
    record Request(String policy, @Valid NewActivation activation) {
        private PolicyKey key(CatalogId catalog) {
            return SavePolicyVersion.changeable(PolicyKey.parse(catalog, policy));
        }
    }

    /**
     * What would be activated.
     *
     * @param policy what the policy is for, and which version is active
     * @param text empty when a policy is taken away
     */
    private record Candidate(PolicyView policy, Optional<PolicyVersionText> text) {
        String sentence(int version) {
            String what = text.map(found -> "Activate version " + version + " ("
                            + found.version().title() + ") for ")
                    .orElse("Take the policy away from ");
            int active = policy.activeVersion();
            return what + PolicyScopes.words(policy) + (active == 0 ? "." : "; version " + active + " was active.");
        }
    }

    @Override
    public String name() {
        return "ActivatePolicy";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.ACTIVATE_POLICY);
    }

    /** Nothing of the effect can change without that the replay says nothing any more. */
    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        PolicyKey key = request.key(tx.catalog());
        int version = request.activation().version();
        return candidate(tx, key, request)
                .chain(candidate -> DescribeActivation.find(
                                tx,
                                candidate.policy(),
                                version,
                                request.activation().replay())
                        .map(found -> Plan.of(
                                        ApprovalOperation.ACTIVATE_POLICY,
                                        key.text(),
                                        candidate.sentence(version),
                                        Scope.of(tx.catalog()),
                                        request.activation().comment(),
                                        request,
                                        Uni.createFrom().item(List.of()))
                                .proposing(DescribeActivation.describe(found))))
                .chain(plan -> PolicyVersions.author(tx, key, version).map(plan::by));
    }

    private static Uni<Candidate> candidate(Tx tx, PolicyKey key, Request request) {
        int version = request.activation().version();
        return PolicyScopes.one(tx, key)
                .invoke(policy -> {
                    if (policy.activeVersion() == version) {
                        throw ProblemException.conflict(
                                version == 0
                                        ? "It has no active policy of its own that could be taken away."
                                        : "Version " + version + " is active already.");
                    }
                })
                .chain(policy -> (version == 0
                                ? Uni.createFrom().item(Optional.<PolicyVersionText>empty())
                                : PolicyVersions.one(tx, key, version).map(Optional::of))
                        .map(text -> new Candidate(policy, text)))
                .call(() -> ReplayGate.require(
                        tx, key, version, request.activation().replay()));
    }

    @Override
    public Uni<PolicyView> perform(Tx tx, Request request) {
        PolicyKey key = request.key(tx.catalog());
        return PolicyScopes.lock(tx)
                .chain(() -> candidate(tx, key, request))
                .chain(candidate -> turn(tx, key, candidate, request.activation()))
                .chain(() -> PolicyScopes.one(tx, key));
    }

    private Uni<Void> turn(Tx tx, PolicyKey key, Candidate candidate, NewActivation activation) {
        int version = activation.version();
        int active = candidate.policy().activeVersion();
        return activations
                .turn(tx, active, new Activations.Turn(key, version, false, activation.replay(), activation.comment()))
                .chain(() -> tx.audit(
                        tx.entry(name(), key.text(), candidate.sentence(version) + " Because: " + activation.comment())
                                .because(activation.comment())
                                .changing("version", active, version)));
    }
}
