package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.update.impact.PolicyWords;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Activates a version of a policy, or removes the policy so that the next higher scope's policy applies. An attestation policy takes effect
 * at the next attestation, and requires the current report of a replay of that version. An update policy takes effect within seconds.
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
     */
    record Request(String policy, @Valid NewActivation activation) {
        private PolicyKey key(CatalogId catalog) {
            return SavePolicyVersion.requireChangeable(PolicyKey.parse(catalog, policy));
        }
    }

    /**
     * The version to activate.
     *
     * @param kind kind of the policy
     * @param policy current state of the policy
     * @param text empty to remove the policy
     */
    private record Candidate(Kind kind, PolicyView policy, Optional<PolicyVersionText> text) {
        String sentence(int version) {
            boolean isUpdate = kind == Kind.UPDATE;
            String change = text.map(found -> "Activate version " + version + " ("
                            + found.version().title() + ")" + (isUpdate ? " of the update policy" : "") + " for ")
                    .orElse(isUpdate ? "Remove the update policy of " : "Remove the policy of ");
            int active = policy.activeVersion();
            return change + PolicyScopes.words(policy) + (active == 0 ? "." : " (now version " + active + ").");
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

    /**
     * Returns a plan with the result of the replay for approvers. Its {@link Plan#effect} is empty for an attestation policy, because {@link
     * ReplayGate} makes the plan fail when the replay is no longer current.
     */
    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        PolicyKey key = request.key(tx.catalog());
        int version = request.activation().version();
        UUID replay = request.activation().replay();
        return candidate(tx, key, request)
                .chain(candidate -> key.kind() == Kind.UPDATE || replay == null
                        ? Uni.createFrom().item(() -> plan(tx, key, request, candidate, effect(tx, key, version)))
                        : DescribeActivation.find(tx, candidate.policy(), version, replay)
                                .map(found -> plan(
                                                tx,
                                                key,
                                                request,
                                                candidate,
                                                Uni.createFrom().item(List.of()))
                                        .proposing(DescribeActivation.describe(found))))
                .chain(plan -> PolicyVersions.author(tx, key, version).map(plan::by));
    }

    private static Plan plan(Tx tx, PolicyKey key, Request request, Candidate candidate, Uni<List<String>> effect) {
        return Plan.of(
                ApprovalOperation.ACTIVATE_POLICY,
                key.text(),
                candidate.sentence(request.activation().version()),
                Scope.of(tx.catalog()),
                request.activation().comment(),
                request,
                effect);
    }

    private static Uni<List<String>> effect(Tx tx, PolicyKey key, int version) {
        return Uni.createFrom()
                .deferred(() -> PreviewPolicy.of(tx, key, version))
                .map(PolicyWords::of);
    }

    private static Uni<Candidate> candidate(Tx tx, PolicyKey key, Request request) {
        int version = request.activation().version();
        return PolicyScopes.one(tx, key)
                .invoke(policy -> {
                    if (policy.activeVersion() == version) {
                        throw ProblemException.conflict(
                                version == 0
                                        ? "There is no active policy to remove."
                                        : "Version " + version + " is already active.");
                    }
                })
                .chain(policy -> (version == 0
                                ? Uni.createFrom().item(Optional.<PolicyVersionText>empty())
                                : PolicyVersions.one(tx, key, version).map(Optional::of))
                        .map(text -> new Candidate(key.kind(), policy, text)))
                .call(() -> key.kind() == Kind.UPDATE
                        ? Uni.createFrom().voidItem()
                        : ReplayGate.require(tx, key, version, replay(request)));
    }

    private static UUID replay(Request request) {
        UUID replay = request.activation().replay();
        if (replay == null) {
            throw ProblemException.invalid("replay", "is missing: replay the version and review the report");
        }
        return replay;
    }

    @Override
    public Uni<PolicyView> perform(Tx tx, Request request) {
        PolicyKey key = request.key(tx.catalog());
        return PolicyScopes.lock(tx)
                .chain(() -> candidate(tx, key, request))
                .chain(candidate -> activate(tx, key, candidate, request.activation()))
                .chain(() -> PolicyScopes.one(tx, key));
    }

    private Uni<Void> activate(Tx tx, PolicyKey key, Candidate candidate, NewActivation activation) {
        int version = activation.version();
        int active = candidate.policy().activeVersion();
        return activations
                .change(
                        tx,
                        active,
                        new Activations.Change(key, version, false, activation.replay(), activation.comment()))
                .chain(() -> tx.audit(
                        tx.entry(name(), key.text(), candidate.sentence(version) + " Reason: " + activation.comment())
                                .because(activation.comment())
                                .changing("version", active, version)));
    }
}
