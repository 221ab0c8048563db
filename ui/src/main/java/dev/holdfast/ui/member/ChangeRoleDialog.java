package dev.holdfast.ui.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Seen;

/** Gives somebody another role at the same place. */
final class ChangeRoleDialog extends Dialog {
    ChangeRoleDialog(Memberships memberships, MemberView shown, Runnable changed) {
        Seen<MemberView> seen = memberships.see(shown.id());
        MemberView member = seen.now();
        setHeaderTitle("Change the role of " + member.name());
        setWidth("30rem");
        RoleField role = new RoleField(member.role());
        Outcome outcome = new Outcome();
        Button change = new Button("Change role");
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.setEnabled(false);
        change.setDisableOnClick(true);
        role.addValueChangeListener(
                chosen -> change.setEnabled(chosen.getValue() != seen.now().role()));
        change.addClickListener(clicked -> {
            outcome.clear();
            try {
                seen.change(tag -> memberships.change(member.id(), tag, new RoleChange(role.getValue())));
                close();
                changed.run();
                Toast.done(member.name() + " is " + RoleWords.name(role.getValue()) + " now");
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, seen.refusal(failure, RoleWords::now));
            } finally {
                change.setEnabled(role.getValue() != seen.now().role());
            }
        });
        Div form = new Div(role, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), change);
    }
}
