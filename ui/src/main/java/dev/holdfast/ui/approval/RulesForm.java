package dev.holdfast.ui.approval;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Versioned;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The approval rules: a list, or for owners a checkbox for each operation. A click on a checkbox opens a dialog that confirms the change. */
final class RulesForm extends Div {
    private final transient ApprovalClient client;
    private final String catalog;
    private final transient Versioned<ApprovalRules> seen;
    private final transient Runnable changed;

    RulesForm(ApprovalClient client, String catalog, boolean changeable, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.changed = changed;
        seen = Versioned.of(() -> client.taggedRules(catalog));
        addClassName("hf-rules");
        if (changeable) {
            showBoxes();
        } else {
            add(list(seen.now()), Styled.muted(text("approval-rules.owner")));
        }
    }

    private void showBoxes() {
        removeAll();
        for (ApprovalOperation operation : ApprovalOperation.values()) {
            if (operation != ApprovalOperation.CHANGE_APPROVAL_RULES) {
                add(box(seen.now(), operation));
            }
        }
        add(Styled.muted(text("approval-rules.explanation")));
    }

    private static Div list(ApprovalRules rules) {
        if (rules.operations().isEmpty()) {
            return new Div(new Paragraph(text("approval-rules.none")));
        }
        UnorderedList list = new UnorderedList();
        Arrays.stream(ApprovalOperation.values())
                .filter(operation -> operation != ApprovalOperation.CHANGE_APPROVAL_RULES && rules.need(operation))
                .forEach(operation -> list.add(new ListItem(word(operation))));
        return new Div(list);
    }

    private Div box(ApprovalRules rules, ApprovalOperation operation) {
        boolean on = rules.operations().contains(operation);
        Checkbox box = new Checkbox(word(operation), rules.need(operation));
        // A box is checked but disabled if only the rule of another operation requires the approval.
        box.setEnabled(on || !rules.need(operation));
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                box.setValue(on);
                ask(operation, change.getValue());
            }
        });
        boolean hinted = operation != ApprovalOperation.START_DEPLOYMENT;
        return hinted ? new Div(box, Styled.muted(hint(operation))) : new Div(box);
    }

    private void ask(ApprovalOperation operation, boolean on) {
        String key = on ? "approval-rules.on." : "approval-rules.off.";
        new ActionDialog(text(key + "title"), text(key + "effect", word(operation)), text(key + "submit"), comment -> {
                    NewApprovalRules rules = new NewApprovalRules(operationsAfter(operation, on), comment);
                    ApprovalRulesChange change = seen.change(tag -> client.changeRules(catalog, tag, rules));
                    Toast.done(text(change.approval() == null ? "approval-rules.done" : "approval-rules.requested"));
                    changed.run();
                })
                .commenting()
                .onFailure(failure -> {
                    Component words = seen.refusal(failure, RulesForm::list);
                    showBoxes();
                    return words;
                })
                .open();
    }

    private List<ApprovalOperation> operationsAfter(ApprovalOperation operation, boolean on) {
        Set<ApprovalOperation> operations = EnumSet.noneOf(ApprovalOperation.class);
        operations.addAll(seen.now().operations());
        if (on) {
            operations.add(operation);
        } else {
            operations.remove(operation);
        }
        return List.copyOf(operations);
    }

    private static String hint(ApprovalOperation operation) {
        return text("approval-rules.hint."
                + operation.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
