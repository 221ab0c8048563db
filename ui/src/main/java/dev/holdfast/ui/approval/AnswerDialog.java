package dev.holdfast.ui.approval;

import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.Refusal;

/** Approves, rejects or withdraws, with a reason. */
final class AnswerDialog extends ActDialog {
    /** What can be answered. */
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
    }

    AnswerDialog(ApprovalClient client, String catalog, ApprovalView approval, Kind kind, Runnable answered) {
        super(kind.verb, approval.summary() + " " + kind.effect, kind.verb, Refusal::words, comment -> {
            String id = approval.id().toString();
            ApprovalAnswer answer = new ApprovalAnswer(comment);
            switch (kind) {
                case APPROVE -> client.approve(catalog, id, answer);
                case REJECT -> client.reject(catalog, id, answer);
                case WITHDRAW -> client.withdraw(catalog, id, answer);
            }
            Toast.done(kind.done);
            answered.run();
        });
        ProposedPolicy policy = approval.policy();
        if (kind == Kind.APPROVE && policy != null && !policy.warnings().isEmpty()) {
            with(new Warnings(policy.warnings()));
        }
    }
}
