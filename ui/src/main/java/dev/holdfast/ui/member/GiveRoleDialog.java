package dev.holdfast.ui.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import org.jspecify.annotations.Nullable;

/** Says to whom which role is given, and where. */
final class GiveRoleDialog extends Dialog {
    private final GranteeFields grantee;
    private final Button give = new Button("Give role");

    /**
     * Makes one.
     *
     * @param memberships where the role is given
     * @param findsPeople whether people can be looked for by name
     * @param parts chooses a part of the place; null where it has none
     * @param given told when it was done
     */
    GiveRoleDialog(Memberships memberships, boolean findsPeople, @Nullable PlaceFields parts, Runnable given) {
        setHeaderTitle("Give a role");
        setWidth("34rem");
        grantee = new GranteeFields(memberships, findsPeople);
        grantee.whenChanged(this::check);
        RoleField role = new RoleField(Role.READER);
        Outcome outcome = new Outcome();
        give.addThemeVariants(ButtonVariant.PRIMARY);
        give.setEnabled(false);
        give.setDisableOnClick(true);
        give.addClickListener(clicked -> {
            outcome.clear();
            try {
                memberships.assign(new NewMember(
                        grantee.kind(),
                        grantee.grantee(),
                        grantee.name(),
                        role.getValue(),
                        parts == null ? null : parts.product(),
                        parts == null ? null : parts.group()));
                close();
                given.run();
                Toast.done(grantee.name() + " is " + RoleWords.name(role.getValue()) + " now");
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        Div form = new Div(grantee, role);
        if (parts != null) {
            form.add(parts);
        }
        form.add(outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), give);
    }

    private void check() {
        give.setEnabled(grantee.isComplete());
    }
}
