package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The policies of Contoso Appliances: one of the catalog with a candidate, one of a group that waits for a second person. */
public final class FakePolicies {
    /** The group that has a policy of its own. */
    public static final String GROUP = "group-" + id("Toaster / Production");

    private static final ObjectMapper JSON = new ObjectMapper();
    static final UUID WAITING = id("waiting");
    static final String REASON = "NormalWorldKernel is a released version, but not the newest one.";

    private volatile List<ApprovalAct> second = FakeOperatorApi.SECOND;
    private volatile int newest = 4;
    private final FakeReplays replays;

    /** Makes them for the devices of a fleet. */
    public FakePolicies(FakeFleet fleet) {
        replays = new FakeReplays(fleet);
    }

    /** Returns one by its key. */
    public @Nullable PolicyView policy(String key) {
        return all().stream()
                .filter(policy -> policy.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** Returns the catalog's, and those that exist below it; of a product all. */
    public List<PolicyView> policies(@Nullable String product) {
        return all().stream()
                .filter(policy -> policy.scope() != PolicyScope.SHIPPED)
                .filter(policy -> policy.scope() == PolicyScope.CATALOG
                        || (product == null ? policy.newestVersion() > 0 : product.equals(policy.product())))
                .toList();
    }

    /** Says how many versions the catalog's policy has from now on. */
    public void newest(int version) {
        newest = version;
    }

    private List<PolicyView> all() {
        List<PolicyView> all = new ArrayList<>();
        all.add(view(
                "default", PolicyScope.SHIPPED, null, null, 1, 1, "default", 1, "Known software, locked hardware"));
        all.add(view(
                "catalog", PolicyScope.CATALOG, null, null, 3, newest, "catalog", 3, "Contoso: current software only"));
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
        return view(key, scope, product, group, 0, 0, "catalog", 3, "Contoso: current software only");
    }

    private static PolicyView view(
            String key,
            PolicyScope scope,
            @Nullable String product,
            @Nullable String group,
            int active,
            int newest,
            String appliesKey,
            int appliesVersion,
            String title) {
        boolean own = scope == PolicyScope.CATALOG;
        return new PolicyView(
                key,
                scope,
                product,
                group,
                active,
                newest,
                appliesKey,
                appliesVersion,
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

    /** Returns one version with its text. */
    public PolicyVersionText text(String key, int version) {
        return new PolicyVersionText(
                version(key, version), FakePolicyTexts.policy(version), FakePolicyTexts.cases(version));
    }

    /** Returns what was active, newest first. */
    public List<ActivationView> activations(String key) {
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

    /** Says which acts need a second person from now on. */
    void second(List<ApprovalAct> acts) {
        second = List.copyOf(acts);
    }

    /** Answers a GET below a catalog; null when there is no such thing. */
    @Nullable
    Object get(String[] path, Map<String, String> query) {
        String what = path[2];
        String name = path.length > 3 ? path[3] : "";
        String part = path.length > 4 ? path[4] : "";
        if (what.equals("approvals")) {
            if (!name.isEmpty() && !name.equals("rules")) {
                return FakeApprovals.detail(name);
            }
            return name.equals("rules")
                    ? new ApprovalRules(second)
                    : query.containsKey("state")
                            ? FakeApprovals.in(ApprovalState.valueOf(query.get("state")))
                            : FakeApprovals.find(
                                    query.getOrDefault("filter", ""), "true".equals(query.get("mine")) ? "olivia" : "");
        }
        if (what.equals("replays")) {
            return part.equals("changes")
                    ? replays.changes(query.get("product"), query.get("group"))
                    : replays.replay(UUID.fromString(name));
        }
        if (name.isEmpty()) {
            return policies(query.get("product"));
        }
        return switch (part) {
            case "versions" -> path.length > 5 ? text(name, Integer.parseInt(path[5])) : versions(name);
            case "replays" -> replays.replays(name);
            case "activations" -> activations(name);
            default -> policy(name);
        };
    }

    /** Answers a GET below a catalog that has no policy of its own. */
    @Nullable
    Object getEmpty(String[] path) {
        String name = path.length > 3 ? path[3] : "";
        String part = path.length > 4 ? path[4] : "";
        PolicyView catalog =
                view("catalog", PolicyScope.CATALOG, null, null, 0, 0, "default", 1, "Known software, locked hardware");
        PolicyView bare = new PolicyView(
                catalog.key(), catalog.scope(), null, null, 0, 0, "default", 1, catalog.title(), null, null, null);
        if (path[2].equals("approvals")) {
            return name.equals("rules") ? new ApprovalRules(List.of()) : List.of();
        }
        if (name.isEmpty()) {
            return List.of(bare);
        }
        if (name.equals("default")) {
            return part.isEmpty() ? policy(name) : path.length > 5 ? text(name, 1) : versions(name);
        }
        return part.isEmpty() ? bare : List.of();
    }

    /** Answers a POST or PUT below a catalog. */
    Object post(String[] path, byte[] body) throws IOException {
        String last = path[path.length - 1];
        return switch (last) {
            case "check" -> FakePolicyTexts.check(JSON.readValue(body, PolicyDraft.class));
            case "versions" -> version("catalog", 4);
            case "replays" -> replays.replay(FakeReplays.RUNNING);
            case "cancel" -> replays.replay(FakeReplays.OVERTAKEN);
            case "rules" ->
                new ApprovalRulesChange(
                        new ApprovalRules(List.of(ApprovalAct.ACTIVATE_POLICY)),
                        FakeApprovals.in(null).getFirst());
            case "activations", "rollback" ->
                new PolicyActivation(
                        policies(null).getFirst(), FakeApprovals.in(null).getFirst());
            default -> FakeApprovals.in(null).get(2);
        };
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
