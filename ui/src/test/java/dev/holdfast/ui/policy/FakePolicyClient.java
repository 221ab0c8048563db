package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.fake.FakeApprovals;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePages;
import dev.holdfast.ui.fake.FakePolicies;
import dev.holdfast.ui.fake.FakePolicyTexts;
import dev.holdfast.ui.fake.FakeReplays;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The fake policies without HTTP; keeps what was asked for. */
final class FakePolicyClient implements PolicyClient, ApprovalClient {
    final List<Object> asked = new ArrayList<>();
    final FakePolicies policies = new FakePolicies(new FakeFleet());
    private final FakeReplays replays = new FakeReplays(new FakeFleet());

    @Override
    public List<PolicyView> policies(String catalog, @Nullable String product) {
        return policies.policies(product);
    }

    @Override
    public PolicyView policy(String catalog, String policy) {
        return Objects.requireNonNull(policies.policy(policy));
    }

    @Override
    public RestResponse<List<PolicyVersionView>> versions(String catalog, String policy, ListRequest asked) {
        return FakePages.of(policies.versions(policy), asked.cursor(), asked.limit());
    }

    @Override
    public PolicyVersionText version(String catalog, String policy, int version) {
        return policies.text(policy, version);
    }

    @Override
    public PolicyCheck check(String catalog, PolicyDraft draft) {
        return FakePolicyTexts.check(draft);
    }

    @Override
    public PolicyVersionView save(String catalog, String policy, NewPolicyVersion version) {
        if (!FakePolicyTexts.check(new PolicyDraft(version.policy(), version.cases()))
                .good()) {
            throw new OperatorProblem(
                    Problem.of(ProblemType.INVALID_REQUEST, "The text does not compile. Nothing was saved.", "req-1"));
        }
        asked.add(version);
        return policies.versions(policy).getFirst();
    }

    @Override
    public ReplayView replay(String catalog, String policy, int version, NewReplay replay) {
        asked.add(replay);
        return replays.replay(FakeReplays.RUNNING);
    }

    @Override
    public RestResponse<List<ReplayView>> replays(String catalog, String policy, ListRequest asked) {
        return FakePages.of(replays.replays(policy), asked.cursor(), asked.limit());
    }

    @Override
    public PolicyActivation activate(String catalog, String policy, NewActivation activation) {
        asked.add(activation);
        return new PolicyActivation(
                policy(catalog, policy), FakeApprovals.in(null).getFirst());
    }

    @Override
    public RestResponse<List<ActivationView>> activations(String catalog, String policy, ListRequest asked) {
        return FakePages.of(policies.activations(policy), asked.cursor(), asked.limit());
    }

    @Override
    public PolicyActivation rollBack(String catalog, String policy, NewRollback rollback) {
        asked.add(rollback);
        return new PolicyActivation(policy(catalog, policy), null);
    }

    @Override
    public ReplayView replay(String catalog, String replay) {
        return replays.replay(UUID.fromString(replay));
    }

    @Override
    public ReplayChangePage changes(
            String catalog,
            String replay,
            @Nullable String product,
            @Nullable String group,
            @Nullable String after,
            int limit) {
        return replays.changes(product, group);
    }

    @Override
    public ReplayView cancel(String catalog, String replay) {
        throw new AssertionError("nothing cancels here");
    }

    @Override
    public List<ApprovalView> approvals(String catalog, @Nullable ApprovalState state, int limit) {
        return FakeApprovals.in(state);
    }

    @Override
    public RestResponse<List<ApprovalView>> page(String catalog, boolean mine, ListRequest asked) {
        return RestResponse.ok(List.of());
    }

    @Override
    public ApprovalDetail approval(String catalog, String id) {
        return FakeApprovals.detail(id);
    }

    @Override
    public ApprovalRules rules(String catalog) {
        return new ApprovalRules(List.of(ApprovalAct.ACTIVATE_POLICY));
    }

    @Override
    public RestResponse<ApprovalRules> taggedRules(String catalog) {
        return RestResponse.ok(rules(catalog));
    }

    @Override
    public ApprovalRulesChange changeRules(String catalog, String tag, NewApprovalRules rules) {
        asked.add(rules);
        return new ApprovalRulesChange(new ApprovalRules(rules.acts()), null);
    }

    @Override
    public ApprovalView approve(String catalog, String id, ApprovalAnswer answer) {
        asked.add(answer);
        return FakeApprovals.in(null).get(2);
    }

    @Override
    public ApprovalView reject(String catalog, String id, ApprovalAnswer answer) {
        throw new AssertionError("nothing is rejected here");
    }

    @Override
    public ApprovalView withdraw(String catalog, String id, ApprovalAnswer answer) {
        throw new AssertionError("nothing is withdrawn here");
    }
}
