package dev.holdfast.ui.approval;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Approves, rejects or withdraws a request. An approval sends the tag of the shown effect, and fails if the effect has changed since. */
final class DecisionDialog {
    enum Kind {
        APPROVE,
        REJECT,
        WITHDRAW;

        String verb() {
            return words("");
        }

        private String words(String purpose) {
            return text("approvals." + name().toLowerCase(Locale.ROOT) + purpose);
        }
    }

    private DecisionDialog() {}

    static void open(ApprovalClient client, String catalog, ApprovalView approval, Kind kind, Runnable decided) {
        String id = approval.id().toString();
        ApprovalDetail detail = kind == Kind.APPROVE ? client.approval(catalog, id) : null;
        ApprovalPreview now = detail == null ? null : detail.preview();
        ActionDialog dialog = new ActionDialog(kind.verb(), effects(approval, kind, now), kind.verb(), comment -> {
                    ApprovalDecision decision = new ApprovalDecision(
                            comment, now == null || now.tag().isEmpty() ? null : now.tag());
                    switch (kind) {
                        case APPROVE -> client.approve(catalog, id, decision);
                        case REJECT -> client.reject(catalog, id, decision);
                        case WITHDRAW -> client.withdraw(catalog, id, decision);
                    }
                    Toast.done(kind.words(".done"));
                    decided.run();
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
            effects.add(approval.summary());
        } else {
            effects.addAll(now.effect());
        }
        effects.add(kind.words(".effect"));
        return effects;
    }

    private static Optional<Component> warnings(
            ApprovalView approval, @Nullable ApprovalPreview now, @Nullable String inviter) {
        List<String> warnings = new ArrayList<>();
        if (inviter != null) {
            warnings.add(sameInviter(approval, inviter));
        }
        ProposedPolicy policy = approval.policy();
        if (now != null && now.impossible() != null) {
            warnings.add(text("approvals.impossible", now.impossible()));
        }
        if (now != null && now.changed()) {
            warnings.add(text("approvals.effect-changed"));
        }
        if (policy != null) {
            warnings.addAll(policy.warnings());
        }
        return warnings.isEmpty() ? Optional.empty() : Optional.of(new Warnings(warnings));
    }

    private static String sameInviter(ApprovalView approval, String inviter) {
        ProposedPolicy policy = approval.policy();
        return policy == null || policy.author().isEmpty() || policy.author().equals(approval.requestedBy())
                ? text("approvals.same-inviter", approval.requestedBy(), inviter)
                : text("approvals.same-inviter-policy", approval.requestedBy(), policy.author(), inviter);
    }
}
