package dev.holdfast.ui.approval;

import com.vaadin.flow.component.Component;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Approves, rejects or withdraws, with a reason. Whoever approves sees what it would do now, and approves that alone. */
final class AnswerDialog {
    enum Kind {
        APPROVE("Approve", "Approving does it at once.", "Approved, and done"),
        REJECT("Reject", "Rejecting leaves everything as it is.", "Rejected; nothing changed"),
        WITHDRAW("Withdraw", "Withdrawing leaves everything as it is.", "Withdrawn; nothing changed");

        private final String verb;
        private final String effect;
        private final String done;

        Kind(String verb, String effect, String done) {
            this.verb = verb;
            this.effect = effect;
            this.done = done;
        }

        String verb() {
            return verb;
        }
    }

    private AnswerDialog() {}

    static void open(ApprovalClient client, String catalog, ApprovalView approval, Kind kind, Runnable answered) {
        String id = approval.id().toString();
        ApprovalDetail detail = kind == Kind.APPROVE ? client.approval(catalog, id) : null;
        ApprovalPreview now = detail == null ? null : detail.now();
        ActionDialog dialog = new ActionDialog(kind.verb, effects(approval, kind, now), kind.verb, comment -> {
                    ApprovalAnswer answer =
                            new ApprovalAnswer(comment, now == null || now.tag().isEmpty() ? null : now.tag());
                    switch (kind) {
                        case APPROVE -> client.approve(catalog, id, answer);
                        case REJECT -> client.reject(catalog, id, answer);
                        case WITHDRAW -> client.withdraw(catalog, id, answer);
                    }
                    Toast.done(kind.done);
                    answered.run();
                })
                .commenting();
        if (detail != null) {
            warnings(approval, now, detail.bothInvitedBy()).ifPresent(dialog::showing);
        }
        dialog.open();
    }

    private static List<String> effects(ApprovalView approval, Kind kind, @Nullable ApprovalPreview now) {
        List<String> effects = new ArrayList<>();
        if (now == null || now.effect().isEmpty()) {
            effects.add(approval.summary() + " " + kind.effect);
        } else {
            effects.addAll(now.effect());
            effects.add(kind.effect);
        }
        return effects;
    }

    private static Optional<Component> warnings(
            ApprovalView approval, @Nullable ApprovalPreview now, @Nullable String inviter) {
        List<String> warnings = new ArrayList<>();
        if (inviter != null) {
            warnings.add("Your account and that of " + firstPersons(approval) + " go back to invitations of " + inviter
                    + ", who may be behind both. The audit log will say so.");
        }
        ProposedPolicy policy = approval.policy();
        if (now != null && now.impossible() != null) {
            warnings.add("It cannot be done now: " + now.impossible());
        }
        if (now != null && now.changed()) {
            warnings.add(
                    "It would do something else than when it was asked for. What it says below is what it would do now.");
        }
        if (policy != null) {
            warnings.addAll(policy.warnings());
        }
        return warnings.isEmpty() ? Optional.empty() : Optional.of(new Warnings(warnings));
    }

    private static String firstPersons(ApprovalView approval) {
        ProposedPolicy policy = approval.policy();
        return policy == null || policy.author().isEmpty() || policy.author().equals(approval.requestedBy())
                ? approval.requestedBy()
                : approval.requestedBy() + ", who asked for it, or that of " + policy.author() + ", who wrote it,";
    }
}
