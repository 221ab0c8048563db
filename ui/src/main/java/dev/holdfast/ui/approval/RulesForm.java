package dev.holdfast.ui.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which acts need a second person in a catalog, one box each. A box shows what is, and asks before it changes anything. */
final class RulesForm extends Div {
    private final transient ApprovalClient client;
    private final String catalog;
    private final transient Seen<ApprovalRules> seen;
    private final transient Runnable changed;

    RulesForm(ApprovalClient client, String catalog, boolean changeable, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        seen = Seen.of(() -> client.taggedRules(catalog));
        addClassName("hf-rules");
        if (changeable) {
            showBoxes();
        } else {
            add(reading(seen.now(), " An owner of the catalog can change that."));
        }
    }

    private void showBoxes() {
        removeAll();
        for (ApprovalOperation act : ApprovalOperation.values()) {
            if (act != ApprovalOperation.CHANGE_APPROVAL_RULES) {
                add(box(seen.now(), act));
            }
        }
        add(Styled.muted("What is switched on counts at once. Switching something off needs a second person itself."));
    }

    private static Div reading(ApprovalRules rules, String who) {
        if (rules.operations().isEmpty()) {
            return new Div(new Paragraph("Nothing: whoever may do something does it alone." + who));
        }
        UnorderedList list = new UnorderedList();
        Arrays.stream(ApprovalOperation.values())
                .filter(act -> act != ApprovalOperation.CHANGE_APPROVAL_RULES && rules.need(act))
                .forEach(act -> list.add(new ListItem(title(act))));
        return new Div(list);
    }

    private Div box(ApprovalRules rules, ApprovalOperation act) {
        boolean on = rules.operations().contains(act);
        Checkbox box = new Checkbox(title(act), rules.need(act));
        box.setEnabled(on || !rules.need(act));
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                box.setValue(on);
                ask(act, change.getValue());
            }
        });
        String hint = hint(act);
        return hint.isEmpty() ? new Div(box) : new Div(box, Styled.muted(hint));
    }

    private void ask(ApprovalOperation act, boolean on) {
        new ActionDialog(
                        on ? "Want a second person" : "Do without a second person",
                        on
                                ? title(act) + " waits from now on until somebody else approves it."
                                : title(act) + " needs nobody else any more, once somebody else approves that.",
                        on ? "Switch on" : "Ask for approval",
                        comment -> {
                            ApprovalRulesChange change = seen.change(tag ->
                                    client.changeRules(catalog, tag, new NewApprovalRules(wanted(act, on), comment)));
                            Toast.done(
                                    change.approval() == null
                                            ? "Changed"
                                            : "Asked for: it changes once a second person approves");
                            changed.run();
                        })
                .commenting()
                .refusing(failure -> {
                    Component words = seen.refusal(failure, now -> reading(now, ""));
                    showBoxes();
                    return words;
                })
                .open();
    }

    private List<ApprovalOperation> wanted(ApprovalOperation act, boolean on) {
        Set<ApprovalOperation> wanted = EnumSet.noneOf(ApprovalOperation.class);
        wanted.addAll(seen.now().operations());
        if (on) {
            wanted.add(act);
        } else {
            wanted.remove(act);
        }
        return List.copyOf(wanted);
    }

    static String title(ApprovalOperation act) {
        return Clause.start(act.words());
    }

    private static String hint(ApprovalOperation act) {
        return switch (act) {
            case BLOCK_ONE_DEVICE ->
                "Off unless you know why: a stolen device then stays in until a second person is awake. Blocking several waits"
                        + " then, too.";
            case REVOKE_CERTIFICATES ->
                "Off unless you know why: a stolen key then stays good until a second person is awake. Blocking the device"
                        + " is a kind of its own. Letting devices go and retiring an authority wait with this.";
            case RELEASE_DEVICES ->
                "Unclaiming devices or offering them to another catalog, which revokes their certificates for good. Waits also as long"
                        + " as revoking a device's certificates does.";
            case RETIRE_AUTHORITY ->
                "It revokes every certificate that the authority issued. Waits also as long as revoking a device's certificates does.";
            case BLOCK_MANY_DEVICES ->
                "Jobs that block are refused then, since a job cannot wait: up to 20,000 at once go without one.";
            case ISSUE_CAPABILITY -> "A file that takes every capability away never waits.";
            case ACTIVATE_POLICY -> "Going back to what was active in the last 7 days never waits.";
            default -> "";
        };
    }
}
