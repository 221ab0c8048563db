package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyFields;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayChangeFields;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.contract.operator.policy.UpdatePolicyTargets;
import dev.holdfast.contract.operator.product.TargetChange;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.policy.PolicyClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The policies of Contoso Appliances. The catalog's policy has a candidate version. The policy of Toaster / Production has an activation that
 * waits for approval. All other products and groups inherit the policy of the catalog.
 */
public final class FakePolicies implements PolicyClient {
    /** The received requests. */
    public final List<Object> asked = new ArrayList<>();

    /** Whether no update policy lets devices install within 7 days. */
    public boolean neverOpens;

    /** Key of the policy of Toaster / Production. */
    public static final String GROUP = "group-" + id("Toaster / Production");

    /** Key of the update policy of Toaster / Production, which has no version. */
    public static final String GROUP_UPDATES = "update-" + GROUP;

    private static final String SHIPPED = "default";
    private static final String UPDATE = "update-";
    private static final String UPDATES = UPDATE + "catalog";

    /** The catalog's policy in an empty catalog, inherited from the default policy. */
    private static final PolicyView BARE = view(
            "catalog", PolicyScope.CATALOG, null, null, 0, 0, SHIPPED, 1, "Known software, locked hardware", false);

    /** ID of the approval request for the policy {@link #GROUP}. */
    static final UUID WAITING = id("waiting");

    /** Reason of the rule {@code measurement-outdated} for an old kernel. */
    static final String REASON = "NormalWorldKernel is a released version, but not the newest one.";

    private volatile int newest = 4;
    private volatile String updates = "";
    private final FakeReplays replays;

    /** Creates the policies of a fleet. */
    public FakePolicies(FakeFleet fleet) {
        replays = new FakeReplays(fleet);
    }

    private @Nullable PolicyView policy(String key) {
        return all().stream()
                .filter(policy -> policy.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the policies of the catalog's list: the catalog's policy, then without a product all policies with a saved version, or with a
     * product all policies of the product and its groups.
     */
    private List<PolicyView> policies(@Nullable String product) {
        return all().stream()
                .filter(policy -> policy.scope() != PolicyScope.SHIPPED)
                .filter(policy -> policy.scope() == PolicyScope.CATALOG
                        || (product == null ? policy.newestVersion() > 0 : product.equals(policy.product())))
                .toList();
    }

    /** Sets the number of versions of the catalog's policy. */
    public void newest(int version) {
        newest = version;
    }

    /** Sets the text of the active update policy of the catalog. */
    public void updates(String yaml) {
        updates = yaml;
    }

    private List<PolicyView> all() {
        List<PolicyView> all = new ArrayList<>();
        all.add(view(
                "default",
                PolicyScope.SHIPPED,
                null,
                null,
                1,
                1,
                "default",
                1,
                "Known software, locked hardware",
                false));
        all.add(view(
                "catalog",
                PolicyScope.CATALOG,
                null,
                null,
                3,
                newest,
                "catalog",
                3,
                "Contoso: current software only",
                true));
        for (String product : List.of("Toaster", "Kettle")) {
            all.add(inherits("product-" + id(product), PolicyScope.PRODUCT, product, null));
            for (String group : List.of("Development", "Field Test", "Production")) {
                String key = "group-" + id(product + " / " + group);
                all.add(
                        key.equals(GROUP)
                                ? new PolicyView(
                                        key,
                                        PolicyScope.GROUP,
                                        product,
                                        group,
                                        1,
                                        2,
                                        key,
                                        1,
                                        "Production: nothing old, nothing open",
                                        FakeFleet.ago(12),
                                        "pavel",
                                        WAITING)
                                : inherits(key, PolicyScope.GROUP, product, group));
            }
        }
        return all;
    }

    private static PolicyView inherits(String key, PolicyScope scope, String product, @Nullable String group) {
        return view(key, scope, product, group, 0, 0, "catalog", 3, "Contoso: current software only", false);
    }

    /**
     * Returns a policy.
     *
     * @param active number of the active version, 0 for none
     * @param newest number of the newest version, 0 for none
     * @param effectiveKey key of the policy that applies: this policy, or one that it inherits
     * @param own whether somebody activated a version of this policy
     */
    private static PolicyView view(
            String key,
            PolicyScope scope,
            @Nullable String product,
            @Nullable String group,
            int active,
            int newest,
            String effectiveKey,
            int effectiveVersion,
            String title,
            boolean own) {
        return new PolicyView(
                key,
                scope,
                product,
                group,
                active,
                newest,
                effectiveKey,
                effectiveVersion,
                title,
                own ? FakeFleet.ago(9) : null,
                own ? "olivia" : null,
                null);
    }

    /** Returns the versions of a policy, newest first. */
    public List<PolicyVersionView> versions(String key) {
        PolicyView policy = policy(key);
        List<PolicyVersionView> versions = new ArrayList<>();
        for (int version = policy == null ? 0 : policy.newestVersion(); version > 0; version--) {
            versions.add(version(key, version));
        }
        return versions;
    }

    private PolicyVersionView version(String key, int version) {
        PolicyView policy = policy(key);
        int active = policy == null ? 0 : policy.activeVersion();
        List<String> comments = List.of(
                "The policy that ships, as ours",
                "Keystores older than 4 are refused",
                "Old systems may repair themselves again",
                "An outdated operating system is not worth a certificate any more");
        return new PolicyVersionView(
                key,
                version,
                version == active
                        ? PolicyState.ACTIVE
                        : version > active ? PolicyState.CANDIDATE : PolicyState.SUPERSEDED,
                policy == null ? "" : policy.title(),
                version % 2 == 0 ? "pavel" : "olivia",
                FakeFleet.ago(Math.max(0.2, 40.2 - 10 * version)),
                comments.get((version - 1) % comments.size()),
                version > 1 ? 5 : 4,
                version > 1 ? 6 : 5);
    }

    /** Returns the activations, newest first. */
    private List<ActivationView> activations(String key) {
        if (!key.equals("catalog")) {
            return List.of();
        }
        return List.of(
                new ActivationView(
                        3, 2, false, FakeFleet.ago(9), "olivia", "pavel", FakeReplays.CALM, "Old systems come back"),
                new ActivationView(
                        2, 3, true, FakeFleet.ago(10), "carmen", null, null, "Half of the kettles went dark"),
                new ActivationView(
                        3, 2, false, FakeFleet.ago(10.1), "pavel", "olivia", FakeReplays.CALM, "Old systems come back"),
                new ActivationView(2, 1, false, FakeFleet.ago(20), "olivia", null, id("older"), "Keystores"),
                new ActivationView(
                        1, 0, false, FakeFleet.ago(30), "olivia", null, id("oldest"), "A policy of our own"));
    }

    @Override
    public List<PolicyView> policies(String catalog, String kind, @Nullable String filter) {
        if (kind.equals("update")) {
            return List.of(updates());
        }
        return isEmpty(catalog)
                ? List.of(BARE)
                : policies(FakeFilters.value(filter, PolicyFields.VOCABULARY, "product"));
    }

    @Override
    public PolicyView policy(String catalog, String policy) {
        if (policy.startsWith(UPDATE)) {
            return policy.equals(UPDATES) ? updates() : withoutUpdatePolicy(policy);
        }
        PolicyView found = isEmpty(catalog) && !policy.equals(SHIPPED) ? BARE : policy(policy);
        return Optional.ofNullable(found).orElseThrow();
    }

    @Override
    public RestResponse<List<PolicyVersionView>> versions(String catalog, String policy, ListRequest request) {
        boolean none = isEmpty(catalog) && !policy.equals(SHIPPED);
        return FakePages.of(none ? List.of() : versions(policy), request.cursor(), request.limit());
    }

    @Override
    public PolicyVersionText version(String catalog, String policy, int version) {
        String text = policy.equals(UPDATES) && !updates.isEmpty() ? updates : FakePolicyTexts.policy(version);
        return new PolicyVersionText(version(policy, version), text, FakePolicyTexts.cases(version));
    }

    @Override
    public UpdatePolicyPreview preview(String catalog, String policy, int version) {
        return new UpdatePolicyPreview(
                240,
                8,
                List.of(new UpdatePolicyGroup(
                        "Toaster",
                        "Production",
                        240,
                        2,
                        7,
                        1,
                        null,
                        neverOpens ? null : FakeFleet.ago(-0.5),
                        new UpdatePolicyTargets(
                                List.of(new TargetChange("MT3620AN", "26.09", "26.10", List.of(), 1, 0)), 2_097_152),
                        new UpdatePolicyTargets(
                                List.of(new TargetChange("MT3620AN", "", "26.10", List.of(), 7, 2)), 14_680_064),
                        12L,
                        List.of())));
    }

    @Override
    public PolicyCheck check(String catalog, PolicyDraft draft) {
        return FakePolicyTexts.check(draft);
    }

    @Override
    public PolicyVersionView save(String catalog, String policy, NewPolicyVersion version) {
        if (!FakePolicyTexts.check(new PolicyDraft(version.policy(), version.cases()))
                .valid()) {
            throw new OperatorProblem(
                    Problem.of(ProblemType.INVALID_REQUEST, "The text does not compile. Nothing was saved.", "req-1"));
        }
        asked.add(version);
        return version(policy, 1);
    }

    @Override
    public ReplayView replay(String catalog, String policy, int version, NewReplay replay) {
        asked.add(replay);
        return replays.replay(FakeReplays.RUNNING);
    }

    @Override
    public RestResponse<List<ReplayView>> replays(String catalog, String policy, ListRequest request) {
        return FakePages.of(isEmpty(catalog) ? List.of() : replays.replays(policy), request.cursor(), request.limit());
    }

    @Override
    public PolicyView activate(String catalog, String policy, NewActivation activation) {
        asked.add(activation);
        throw new ApprovalNeeded();
    }

    @Override
    public RestResponse<List<ActivationView>> activations(String catalog, String policy, ListRequest request) {
        return FakePages.of(isEmpty(catalog) ? List.of() : activations(policy), request.cursor(), request.limit());
    }

    @Override
    public PolicyView rollBack(String catalog, String policy, NewRollback rollback) {
        asked.add(rollback);
        return policy(catalog, policy);
    }

    @Override
    public ReplayView replay(String catalog, String replay) {
        return replays.replay(UUID.fromString(replay));
    }

    @Override
    public ActivationImpact activationImpact(String catalog, String replay) {
        return replays.impact(UUID.fromString(replay));
    }

    @Override
    public ReplayChangePage changes(String catalog, String replay, ListRequest request) {
        return replays.changes(
                FakeFilters.value(request.filter(), ReplayChangeFields.VOCABULARY, "product"),
                FakeFilters.value(request.filter(), ReplayChangeFields.VOCABULARY, "group"));
    }

    @Override
    public ReplayView cancel(String catalog, String replay) {
        return replays.replay(FakeReplays.SUPERSEDED);
    }

    /** Returns the catalog's update policy, which has a version that was never active. */
    private static PolicyView updates() {
        return view(UPDATES, PolicyScope.CATALOG, null, null, 0, 1, UPDATE + SHIPPED, 1, "All updates", false);
    }

    /** Returns the policy of a group that has no update policy. */
    private PolicyView withoutUpdatePolicy(String key) {
        String effective = updates.isEmpty() ? UPDATE + SHIPPED : UPDATES;
        return view(key, PolicyScope.GROUP, "Toaster", "Production", 0, 0, effective, 1, "All updates", false);
    }

    private static boolean isEmpty(String catalog) {
        return catalog.equals("fabrikam");
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
