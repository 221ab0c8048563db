package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.product.GroupClient;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Buttons and dialogs of the actions on a rollout. Each dialog shows the effect. {@code done} runs after an action. */
record RolloutActions(
        RolloutClient client, ApprovalClient approvals, GroupClient groups, String catalog, Runnable done) {
    /** The actions with a button, in order: those that go on first, those that end the rollout last. */
    private static final List<RolloutAction> ORDER = List.of(
            RolloutAction.START,
            RolloutAction.PROCEED,
            RolloutAction.RESUME,
            RolloutAction.PAUSE,
            RolloutAction.RETRY_FAILED,
            RolloutAction.EXTEND,
            RolloutAction.ROLL_BACK,
            RolloutAction.ABORT);

    /** Makes the buttons of the actions that are possible now. */
    Component[] buttons(RolloutView rollout) {
        return ORDER.stream()
                .filter(rollout.allowed()::contains)
                .filter(action -> action != RolloutAction.RETRY_FAILED || RolloutWords.failed(rollout.counts()) > 0)
                .sorted(Comparator.comparing(action -> !isMainRollback(action, rollout)))
                .map(action -> button(action, rollout))
                .toArray(Component[]::new);
    }

    /** Returns whether an action is a rollback after a halt rule fired. */
    private static boolean isMainRollback(RolloutAction action, RolloutView rollout) {
        RolloutHalt halt = rollout.halt();
        return action == RolloutAction.ROLL_BACK && isHalted(rollout) && halt != null && halt.rule() != null;
    }

    private static boolean isHalted(RolloutView rollout) {
        return rollout.state() == RolloutStatus.HALTED;
    }

    /** Makes the button of an action. After a halt, a resumption can fail, so that it is not the main action. */
    private Button button(RolloutAction action, RolloutView shown) {
        String words = text("rollout.button", word(action));
        String rollout = shown.id().toString();
        if (isMainRollback(action, shown)) {
            Button main = Styled.primary(words, () -> open(action, rollout));
            main.addThemeVariants(ButtonVariant.ERROR);
            return main;
        }
        if (isHalted(shown) && action == RolloutAction.RESUME) {
            return new Button(words, clicked -> open(action, rollout));
        }
        return switch (action) {
            case START, PROCEED, RESUME -> Styled.primary(words, () -> open(action, rollout));
            case ROLL_BACK, ABORT -> Styled.dangerous(words, () -> open(action, rollout));
            case PAUSE, RETRY_FAILED, EXTEND, EXEMPT -> new Button(words, clicked -> open(action, rollout));
        };
    }

    /** Reads the rollout again, so that the dialog shows the effect that the action has now. */
    private void open(RolloutAction action, String id) {
        RolloutView rollout = client.rollout(catalog, id).getEntity();
        if (action == RolloutAction.EXTEND) {
            new ExtendDialog(client, catalog, id, done)
                    .withApproval(needsApproval(action, rollout))
                    .open();
            return;
        }
        Effect effect = effect(action, rollout);
        ActionDialog dialog = new ActionDialog(
                text("rollout-action.title", word(action), rollout.product(), rollout.group()),
                effect.sentences(),
                word(action),
                reason -> {
                    run(action, id, reason);
                    Toast.done(text("rollout-action."
                            + action.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".done"));
                    done.run();
                });
        if (action == RolloutAction.START) {
            dialog.withoutReason();
        }
        if (!effect.warnings().isEmpty()) {
            dialog.showing(new Warnings(effect.warnings()));
        }
        if (action == RolloutAction.ROLL_BACK || action == RolloutAction.ABORT) {
            dialog.dangerous();
        }
        dialog.withApproval(needsApproval(action, rollout)).open();
    }

    private record Effect(List<String> sentences, List<String> warnings) {}

    private Effect effect(RolloutAction action, RolloutView rollout) {
        String id = rollout.id().toString();
        return switch (action) {
            case START -> {
                RolloutImpact impact = client.impact(catalog, id);
                yield new Effect(RolloutEffects.start(rollout, impact), impact.warnings());
            }
            case ROLL_BACK -> {
                RollBackImpact impact = client.rollBackImpact(catalog, id);
                yield new Effect(RolloutEffects.rollBack(rollout, impact), RolloutEffects.refusals(impact));
            }
            default -> {
                RolloutActionImpact impact = client.actionImpact(catalog, id, action);
                yield new Effect(RolloutEffects.of(action, rollout, impact), RolloutEffects.warnings(impact));
            }
        };
    }

    private void run(RolloutAction action, String id, String given) {
        var _ = switch (action) {
            case START -> client.start(catalog, id);
            case PAUSE -> client.pause(catalog, id, new Reason(given));
            case RESUME -> client.resume(catalog, id, new Reason(given));
            case PROCEED -> client.proceed(catalog, id, new Reason(given));
            case ABORT -> client.abort(catalog, id, new Reason(given));
            case ROLL_BACK -> client.rollBack(catalog, id, new Reason(given));
            case RETRY_FAILED -> client.retryFailed(catalog, id, new Reason(given));
            case EXTEND, EXEMPT -> throw new IllegalArgumentException(action + " has another dialog");
        };
    }

    /** Returns whether the catalog's rules or the group require approval of an action. An action that only withholds images never does. */
    private boolean needsApproval(RolloutAction action, RolloutView rollout) {
        return switch (action) {
            case PAUSE, ABORT, ROLL_BACK, EXEMPT -> false;
            case RESUME -> isHalted(rollout) && publishingNeedsApproval(rollout);
            case START, PROCEED, EXTEND, RETRY_FAILED -> publishingNeedsApproval(rollout);
        };
    }

    private boolean publishingNeedsApproval(RolloutView rollout) {
        return approvals.rules(catalog).need(ApprovalOperation.START_DEPLOYMENT)
                || groups.group(catalog, rollout.product(), rollout.group())
                        .getEntity()
                        .requiresApproval();
    }
}
