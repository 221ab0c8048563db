package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.ReplayTurn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Acts of Contoso Appliances that wait, or waited, for a second person. */
public final class FakeApprovals {
    private FakeApprovals() {}

    /** Returns the acts that wait or waited for a second person. */
    public static List<ApprovalView> in(@Nullable ApprovalState state) {
        return List.of(
                        approval(FakePolicies.WAITING, ApprovalState.PENDING, "pavel", null),
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
                FakePolicies.GROUP,
                "Activate version 2 (Production: nothing old, nothing open) for Toaster / Production; version 1 was active.",
                state,
                by,
                FakeFleet.ago(decider == null ? 0.1 : 9),
                FakeFleet.now().plus(Duration.ofHours(70)),
                decider,
                decider == null ? null : FakeFleet.ago(8.9),
                "The kernel hole of October must not come back",
                decider == null ? null : rejected ? "Not before the weekend" : "Seen, the three are in our lab",
                proposed());
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
                        new ReplayTurn(Trust.OUTDATED, Trust.UNTRUSTED, 3),
                        new ReplayTurn(Trust.UNTRUSTED, Trust.OUTDATED, 1)),
                List.of(
                        "Rules that withhold less: measurement-retired.",
                        "1 device would be trusted more than now.",
                        "Nothing is known about 2 devices: the replay found no evidence of them."));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
