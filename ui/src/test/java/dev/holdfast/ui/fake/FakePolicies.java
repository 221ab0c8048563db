package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.attestation.PolicyRef;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyCaseResult;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyHit;
import dev.holdfast.contract.operator.policy.PolicyProblem;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayGroup;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayTurn;
import dev.holdfast.contract.operator.policy.ReplayView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The policies of Contoso Appliances: one of the catalog with a candidate, one of a group that waits for a second person. */
public final class FakePolicies {
    /** A replay of the candidate that would change devices. */
    public static final UUID CHANGING = id("changing");

    /** A replay that would change nothing. */
    public static final UUID CALM = id("calm");

    /** A replay that still runs. */
    public static final UUID RUNNING = id("running");

    /** A replay that policies overtook. */
    public static final UUID OVERTAKEN = id("overtaken");

    /** The group that has a policy of its own. */
    public static final String GROUP = "group-" + id("Toaster / Production");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID WAITING = id("waiting");
    private static final String REASON = "NormalWorldKernel is a released version, but not the newest one.";

    private final FakeFleet fleet;

    /** Makes them for the devices of a fleet. */
    public FakePolicies(FakeFleet fleet) {
        this.fleet = fleet;
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

    private static List<PolicyView> all() {
        List<PolicyView> all = new ArrayList<>();
        all.add(view(
                "default", PolicyScope.SHIPPED, null, null, 1, 1, "default", 1, "Known software, locked hardware"));
        all.add(view("catalog", PolicyScope.CATALOG, null, null, 3, 4, "catalog", 3, "Contoso: current software only"));
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
                FakeFleet.ago(40 - 10 * version + 0.2),
                comments.get((version - 1) % comments.size()),
                version > 1 ? 5 : 4,
                version > 1 ? 6 : 5);
    }

    /** Returns one version with its text. */
    public PolicyVersionText text(String key, int version) {
        return new PolicyVersionText(version(key, version), policyText(version), casesText(version));
    }

    private static String policyText(int version) {
        StringBuilder text = new StringBuilder("""
                title: "Contoso: current software only"
                description: >-
                  A device gets its certificates when every image it measured is a current reference value, nothing was
                  rolled back, and its debug ports have been closed since boot.
                rules:
                  - id: measurement-unknown
                    forEach: measurements
                    when: item.verdict == 'MISMATCH'
                    severity: critical
                    effect: refuse
                    reason: "{type} ({component}) is not a version that anyone released."
                    remediation: >-
                      Treat the device as modified and find out who had access to it.

                  - id: measurement-outdated
                    forEach: measurements
                    when: item.verdict == 'OUTDATED' && !item.customer
                    severity: warning
                    effect: EFFECT
                    reason: "{type} is a released version, but not the newest one."
                    remediation: >-
                      Nothing, if the device is online: it repairs itself through the update channel.

                  - id: debug-enabled
                    when: evidence.debugState == 'ENABLED'
                    severity: critical
                    effect: refuse
                    reason: The device's debug ports are open.
                    remediation: Close them in the factory, or keep the device in the development group.
                """.replace("EFFECT", version >= 4 ? "refuse" : "repair-only"));
        if (version > 1) {
            text.append("""

                  - id: keystore-old
                    when: evidence.keystoreVersion < 4
                    severity: warning
                    effect: repair-only
                    reason: "The keystore is version {evidence.keystoreVersion}, older than 4."
                    remediation: Let the device update its keystore first.
                """.indent(0));
        }
        return text.toString();
    }

    private static String casesText(int version) {
        return """
                cases:
                  - name: the newest of everything is trusted
                    effect: certificate
                  - name: an old kernel %s
                    with: {measurements: [{type: NormalWorldKernel, verdict: OUTDATED, customer: false}]}
                    effect: %s
                    hits: [{rule: measurement-outdated, subject: NormalWorldKernel}]
                """.formatted(
                        version >= 4 ? "is refused" : "may repair itself", version >= 4 ? "refuse" : "repair-only");
    }

    /** Checks a text: {@code oops} in it is a problem, {@code fails} a test case that does. */
    public PolicyCheck check(PolicyDraft draft) {
        if (draft.policy().contains("oops")) {
            return new PolicyCheck(
                    false,
                    List.of(
                            new PolicyProblem(
                                    "policy",
                                    16,
                                    11,
                                    "measurement-outdated",
                                    "unknown-name",
                                    "Nothing is called item.verdit here",
                                    "Write item.verdict"),
                            new PolicyProblem(
                                    "policy",
                                    24,
                                    0,
                                    "debug-enabled",
                                    "field",
                                    "The rule has no effect",
                                    "Add effect: certificate, repair-only or refuse")),
                    List.of(),
                    List.of());
        }
        boolean fails = draft.policy().contains("fails");
        List<PolicyHit> hits =
                List.of(new PolicyHit("measurement-outdated", "NormalWorldKernel", "warning", "repair-only", REASON));
        return new PolicyCheck(
                !fails,
                List.of(),
                List.of(
                        new PolicyCaseResult(
                                "the newest of everything is trusted",
                                true,
                                "certificate",
                                "certificate",
                                List.of(),
                                null),
                        new PolicyCaseResult(
                                "an old kernel may repair itself",
                                !fails,
                                "repair-only",
                                fails ? "refuse" : "repair-only",
                                hits,
                                fails ? "It decides refuse, and the case expects repair-only" : null)),
                List.of("keystore-old"));
    }

    /** Returns the replays of a policy, newest first. */
    public List<ReplayView> replays(String key) {
        return key.equals("catalog")
                ? List.of(replay(RUNNING), replay(CHANGING), replay(OVERTAKEN), replay(CALM))
                : List.of();
    }

    /** Returns one replay. */
    public ReplayView replay(UUID id) {
        boolean running = id.equals(RUNNING);
        boolean calm = id.equals(CALM);
        boolean overtaken = id.equals(OVERTAKEN);
        ReplayState state = running ? ReplayState.RUNNING : overtaken ? ReplayState.OVERTAKEN : ReplayState.FINISHED;
        long outdated = outdated().size();
        return new ReplayView(
                id,
                "catalog",
                calm ? 3 : 4,
                state,
                "pavel",
                FakeFleet.ago(running ? 0.0004 : calm ? 9.1 : overtaken ? 0.3 : 0.02),
                running ? null : FakeFleet.ago(calm ? 9.1 : overtaken ? 0.29 : 0.0196),
                FakeFleet.ago(calm ? 16.1 : 7),
                List.of(new PolicyRef(calm ? "default" : "catalog", calm ? 1 : 3)),
                4_711,
                fleet.devices().size(),
                running ? 97 : fleet.devices().size(),
                running ? 670 : 1_652,
                calm || running ? 0 : outdated,
                running ? 0 : 3,
                0,
                running ? List.of() : groups(calm),
                state == ReplayState.FINISHED && !calm,
                calm ? "Version 3 became active since." : overtaken ? "Reference values changed while it ran." : null);
    }

    private List<DeviceView> outdated() {
        return fleet.devices().stream()
                .filter(device -> device.trust() == Trust.OUTDATED)
                .toList();
    }

    private List<ReplayGroup> groups(boolean calm) {
        List<ReplayGroup> groups = new ArrayList<>();
        for (String product : List.of("Toaster", "Kettle")) {
            for (String group : List.of("Production", "Field Test")) {
                long all = fleet.find("", null, product, group).size();
                long changed = calm
                        ? 0
                        : outdated().stream()
                                .filter(device -> device.product().equals(product)
                                        && device.group().equals(group))
                                .count();
                groups.add(new ReplayGroup(
                        product,
                        group,
                        all,
                        changed,
                        changed == 0 ? List.of() : List.of(new ReplayTurn(Trust.OUTDATED, Trust.UNTRUSTED, changed))));
            }
        }
        groups.sort((one, other) -> Long.compare(other.devicesChanged(), one.devicesChanged()));
        return groups;
    }

    /** Returns the devices that the candidate would change. */
    public ReplayChangePage changes(@Nullable String product, @Nullable String group) {
        List<ReplayChange> changes = outdated().stream()
                .filter(device -> product == null || device.product().equals(product))
                .filter(device -> group == null || device.group().equals(group))
                .map(device -> new ReplayChange(
                        device.id(),
                        device.product(),
                        device.group(),
                        Trust.OUTDATED,
                        Trust.UNTRUSTED,
                        FakeFleet.ago(0.2),
                        !device.name().isEmpty() || device.id().text().charAt(0) < 'c',
                        "measurement-outdated",
                        false,
                        "NormalWorldKernel",
                        REASON,
                        7,
                        4))
                .toList();
        return new ReplayChangePage(changes, outdated().size(), null);
    }

    /** Returns what was active, newest first. */
    public List<ActivationView> activations(String key) {
        if (!key.equals("catalog")) {
            return List.of();
        }
        return List.of(
                new ActivationView(3, 2, false, FakeFleet.ago(9), "olivia", "pavel", CALM, "Old systems come back"),
                new ActivationView(
                        2, 3, true, FakeFleet.ago(10), "carmen", null, null, "Half of the kettles went dark"),
                new ActivationView(3, 2, false, FakeFleet.ago(10.1), "pavel", "olivia", CALM, "Old systems come back"),
                new ActivationView(2, 1, false, FakeFleet.ago(20), "olivia", null, id("older"), "Keystores"),
                new ActivationView(
                        1, 0, false, FakeFleet.ago(30), "olivia", null, id("oldest"), "A policy of our own"));
    }

    /** Returns the acts that wait or waited for a second person. */
    public List<ApprovalView> approvals(@Nullable ApprovalState state) {
        return List.of(
                        approval(WAITING, ApprovalState.PENDING, "pavel", null),
                        approval(id("of olivia"), ApprovalState.PENDING, "olivia", null),
                        approval(id("done"), ApprovalState.APPROVED, "olivia", "pavel"),
                        approval(id("refused"), ApprovalState.REJECTED, "pavel", "olivia"))
                .stream()
                .filter(approval -> state == null || approval.state() == state)
                .toList();
    }

    private static ApprovalView approval(UUID id, ApprovalState state, String by, @Nullable String decider) {
        boolean rejected = state == ApprovalState.REJECTED;
        return new ApprovalView(
                id,
                ApprovalAct.ACTIVATE_POLICY,
                GROUP,
                "Activate version 2 of the policy of Toaster / Production: 3 of 144 devices would change.",
                state,
                by,
                FakeFleet.ago(decider == null ? 0.1 : 9),
                FakeFleet.now().plus(Duration.ofHours(70)),
                decider,
                decider == null ? null : FakeFleet.ago(8.9),
                "The kernel hole of October must not come back",
                decider == null ? null : rejected ? "Not before the weekend" : "Seen, the three are in our lab");
    }

    /** Answers a GET below a catalog; null when there is no such thing. */
    @Nullable
    Object get(String[] path, Map<String, String> query) {
        String what = path[2];
        String name = path.length > 3 ? path[3] : "";
        String part = path.length > 4 ? path[4] : "";
        if (what.equals("approvals")) {
            return name.equals("rules")
                    ? new ApprovalRules(true)
                    : approvals(query.containsKey("state") ? ApprovalState.valueOf(query.get("state")) : null);
        }
        if (what.equals("replays")) {
            return part.equals("changes")
                    ? changes(query.get("product"), query.get("group"))
                    : replay(UUID.fromString(name));
        }
        if (name.isEmpty()) {
            return policies(query.get("product"));
        }
        return switch (part) {
            case "versions" -> path.length > 5 ? text(name, Integer.parseInt(path[5])) : versions(name);
            case "replays" -> replays(name);
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
            return name.equals("rules") ? new ApprovalRules(false) : List.of();
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
            case "check" -> check(JSON.readValue(body, PolicyDraft.class));
            case "versions" -> version("catalog", 4);
            case "replays" -> replay(RUNNING);
            case "cancel" -> replay(OVERTAKEN);
            case "rules" ->
                new ApprovalRulesChange(new ApprovalRules(true), approvals(null).getFirst());
            case "activations", "rollback" ->
                new PolicyActivation(policies(null).getFirst(), approvals(null).getFirst());
            default -> approvals(null).get(2);
        };
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
