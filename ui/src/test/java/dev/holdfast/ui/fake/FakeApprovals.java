package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.TrustTransition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for approval in Contoso Appliances. */
public final class FakeApprovals {
    private static final String DEVICE = "0a1b2c3d4e5f6071".repeat(8);

    /** A pending request to activate a policy version that is no longer the newest. It cannot be approved. */
    private static final UUID SUPERSEDED = id("of olivia");

    private FakeApprovals() {}

    /** Returns the requests in a state. A null state means all requests. */
    public static List<ApprovalView> in(@Nullable ApprovalState state) {
        return List.of(
                        approval(FakePolicies.WAITING, ApprovalState.PENDING, "pavel", null),
                        approval(SUPERSEDED, ApprovalState.PENDING, "olivia", null),
                        approval(id("done"), ApprovalState.APPROVED, "olivia", "pavel"),
                        approval(id("refused"), ApprovalState.REJECTED, "pavel", "olivia"),
                        approval(id("expired"), ApprovalState.EXPIRED, "olivia", null),
                        capability())
                .stream()
                .filter(approval -> state == null || approval.state() == state)
                .toList();
    }

    /** Returns the requests that match a filter on state and requester, for this person. */
    public static List<ApprovalView> find(String filter, String person) {
        List<String> terms = List.of(filter.split(" "));
        return in(null).stream()
                .filter(approval ->
                        !terms.contains("is:mine") || approval.requestedBy().equals(person))
                .filter(approval -> terms.stream()
                        .allMatch(term -> !term.startsWith("is:")
                                || term.equals("is:mine")
                                || term.equalsIgnoreCase("is:" + approval.state())))
                .filter(approval -> terms.stream()
                        .allMatch(term -> !term.startsWith("by:") || term.equals("by:" + approval.requestedBy())))
                .toList();
    }

    /** Returns a request to activate a policy, made by {@code by} and decided by {@code decider}, null if undecided. */
    private static ApprovalView approval(UUID id, ApprovalState state, String by, @Nullable String decider) {
        boolean rejected = state == ApprovalState.REJECTED;
        return new ApprovalView(
                id,
                ApprovalOperation.ACTIVATE_POLICY,
                FakePolicies.GROUP,
                "Activate version 2 (Production: nothing old, nothing open) for Toaster / Production; version 1 was active.",
                state,
                by,
                FakeFleet.ago(state == ApprovalState.EXPIRED ? 200 : decider == null ? 0.1 : 9),
                state == ApprovalState.EXPIRED
                        ? FakeFleet.ago(32)
                        : FakeFleet.now().plus(Duration.ofHours(70)),
                decider,
                decider == null ? null : FakeFleet.ago(8.9),
                "The kernel hole of October must not come back",
                decider == null ? null : rejected ? "Not before the weekend" : "Seen, the three are in our lab",
                List.of(),
                proposed(),
                null);
    }

    /** Returns a request with its current effect. For an unknown ID, returns the superseded request. */
    public static ApprovalDetail detail(String id) {
        ApprovalView approval = in(null).stream()
                .filter(one -> one.id().toString().equals(id))
                .findFirst()
                .orElseGet(() -> approval(SUPERSEDED, ApprovalState.PENDING, "olivia", null));
        boolean capability = approval.operation() == ApprovalOperation.ISSUE_CAPABILITY;
        boolean superseded = approval.id().equals(SUPERSEDED);
        return new ApprovalDetail(
                approval,
                approval.state() == ApprovalState.PENDING
                        ? new ApprovalPreview(
                                capability ? effect(" (Bank vault)") : List.of(),
                                "0123456789abcdef",
                                capability,
                                superseded ? "Version 2 is no longer the newest. Reject it." : null)
                        : null,
                approval.state() == ApprovalState.PENDING && !superseded ? "anna" : null);
    }

    private static ApprovalView capability() {
        return new ApprovalView(
                id("capability"),
                ApprovalOperation.ISSUE_CAPABILITY,
                DEVICE,
                "Issue a capability file for FieldServicing for device 0a1b2c3d4e5f…, good for 24 h.",
                ApprovalState.PENDING,
                "olivia",
                FakeFleet.ago(0.5),
                FakeFleet.now().plus(Duration.ofHours(160)),
                null,
                null,
                "Display is dark, the technician is there at two",
                null,
                effect(""),
                null,
                null);
    }

    /** Returns the effect of the capability request, in sentences. {@code name} is the name of the device with a space before, or empty. */
    private static List<String> effect(String name) {
        return List.of(
                "Device " + DEVICE + name
                        + " of Toaster / Production can get a capability file for FieldServicing, valid for 24 h after"
                        + " the approval. No other device accepts it.",
                "FieldServicing: anyone with physical access can open a servicing session on the device.",
                "Attestation accepts the capability until the file expires.");
    }

    private static ProposedPolicy proposed() {
        return new ProposedPolicy(
                "contoso",
                PolicyScope.GROUP,
                "Toaster",
                "Production",
                2,
                "Production: nothing old, nothing open",
                "carmen",
                11,
                FakePolicies.GROUP,
                1,
                "Production: nothing old",
                FakeReplays.CHANGING,
                144,
                4,
                2,
                List.of(
                        new TrustTransition(Trust.OUTDATED, Trust.UNTRUSTED, 3),
                        new TrustTransition(Trust.UNTRUSTED, Trust.OUTDATED, 1)),
                List.of(
                        "Rules with a weaker effect: measurement-retired.",
                        "1 device would gain trust.",
                        "The effect on 2 devices is unknown: the replay found no evidence."));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
