package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.component.ImpactWords;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import java.util.ArrayList;
import java.util.List;

/** Dialogs that replay, activate or roll back a policy. */
final class PolicyDialogs {
    private static final int DEFAULT_DAYS = 7;

    private PolicyDialogs() {}

    /** Asks for the number of days, starts a replay and navigates to it. Version 0 stands for removing the policy. */
    static void replay(Component page, PolicyClient client, String catalog, String policy, int version) {
        IntegerField days = new IntegerField(text("replay.days"));
        days.setValue(DEFAULT_DAYS);
        days.setMin(1);
        days.setMax(NewReplay.MAX_DAYS);
        days.setStepButtonsVisible(true);
        days.setHelperText(text("replay.days-hint", NewReplay.MAX_DAYS));
        new ActionDialog(
                        version == 0 ? text("replay.without-title") : replayVersion(version),
                        text(version == 0 ? "replay.without-effect" : "replay.effect"),
                        text("replay.start"),
                        _ -> {
                            ReplayView started =
                                    client.replay(catalog, policy, version, new NewReplay(days.getValue()));
                            Links.go(page, Links.replay(catalog, started.id()));
                        })
                .with(days)
                .withoutReason()
                .open();
    }

    static String replayVersion(int version) {
        return text("replay.version", String.valueOf(version));
    }

    static void activate(
            Component page, PolicyClient client, String catalog, ReplayView replay, boolean needsApproval) {
        ActivationImpact impact = client.activationImpact(catalog, replay.id().toString());
        new ActionDialog(
                        activation(replay),
                        effect(replay, impact, needsApproval),
                        text(
                                needsApproval
                                        ? "activation.request"
                                        : replay.version() == 0 ? "activation.remove" : "activation.activate"),
                        comment -> {
                            try {
                                Toast.done(result(client.activate(
                                        catalog,
                                        replay.policy(),
                                        new NewActivation(replay.version(), replay.id(), comment))));
                            } catch (ApprovalNeeded requested) {
                                requested.tell();
                            }
                            Links.go(page, Links.policy(catalog, replay.policy()));
                        })
                .showing(transitions(impact))
                .commenting()
                .open();
    }

    /** Shows the effect of a version of an update policy and activates it. Version 0 stands for removing the policy. */
    static void activate(
            Component page, PolicyClient client, String catalog, String policy, int version, boolean needsApproval) {
        ActionDialog dialog = new ActionDialog(
                        version == 0 ? text("policy.remove") : text("activation.title", String.valueOf(version)),
                        text(needsApproval ? "activation.after-approval" : "activation.update"),
                        text(
                                needsApproval
                                        ? "activation.request"
                                        : version == 0 ? "activation.remove" : "activation.activate"),
                        comment -> {
                            try {
                                Toast.done(result(
                                        client.activate(catalog, policy, new NewActivation(version, null, comment))));
                            } catch (ApprovalNeeded requested) {
                                requested.tell();
                            }
                            Links.go(page, Links.policy(catalog, policy));
                        })
                .showing(new UpdatePreview(client.preview(catalog, policy, version)))
                .commenting();
        dialog.setWidth("52rem");
        dialog.open();
    }

    private static String result(PolicyView activated) {
        int version = activated.activeVersion();
        return version == 0 ? text("activation.removed") : text("activation.activated", String.valueOf(version));
    }

    static String activation(ReplayView replay) {
        return replay.version() == 0
                ? text("policy.remove")
                : text("activation.title", String.valueOf(replay.version()));
    }

    static String effect(ReplayView replay, ActivationImpact impact, boolean needsApproval) {
        List<String> sentences = new ArrayList<>();
        sentences.add(text(
                replay.devicesChanged() == 0 ? "activation.no-change" : "activation.changes",
                replay.devicesChanged(),
                replay.devicesTotal()));
        if (impact.offline() > 0) {
            sentences.add(text("activation.offline", impact.offline()));
        }
        if (impact.devices() > 0) {
            sentences.add(ImpactWords.contact(impact.contactMinutes()));
        }
        if (impact.until() != null) {
            sentences.add(text("activation.until", TimeText.absolute(impact.until())));
        }
        if (replay.devicesWithoutEvidence() > 0) {
            sentences.add(text("replay.no-evidence", replay.devicesWithoutEvidence()));
        }
        sentences.add(text(needsApproval ? "activation.after-approval" : "activation.immediate"));
        return String.join(" ", sentences);
    }

    private static Div transitions(ActivationImpact impact) {
        Div lines = Styled.div("hf-turns");
        impact.transitions()
                .forEach(change -> lines.add(StatusBadge.transition(change.from(), change.to(), change.devices())));
        return lines;
    }

    static ActionDialog rollBack(PolicyClient client, String catalog, PolicyView policy, Runnable done) {
        return new ActionDialog(
                        text("policy.roll-back"),
                        text("policy.roll-back-effect"),
                        text("policy.roll-back"),
                        comment -> {
                            PolicyView now = client.rollBack(catalog, policy.key(), new NewRollback(comment));
                            Toast.done(text(
                                    "policy.rolled-back",
                                    PolicyWords.versionOf(now.effectiveKey(), now.effectiveVersion())));
                            done.run();
                        })
                .commenting();
    }
}
