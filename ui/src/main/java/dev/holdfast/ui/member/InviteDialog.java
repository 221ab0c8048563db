package dev.holdfast.ui.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.util.Locale;
import java.util.function.Consumer;

/** Makes an account for somebody who has none, and shows its first password once. */
final class InviteDialog extends Dialog {
    private static final int USER_NAME = 100;

    private final TextField firstName = field("First name", NewPerson.MOST_NAME);
    private final TextField lastName = field("Last name", NewPerson.MOST_NAME);
    private final TextField email = field("E-mail address", NewPerson.MOST_EMAIL);
    private final TextField userName = field("User name", USER_NAME);
    private final Button invite = new Button("Invite");

    /**
     * Makes one.
     *
     * @param memberships where the person is to have a role, which they have not by being invited
     * @param invited told who has an account now
     */
    InviteDialog(Memberships memberships, Consumer<PersonView> invited) {
        setHeaderTitle("Invite somebody");
        setWidth("30rem");
        // From the beginning: a click beside it while the answer is on its way would lose what is shown once.
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        firstName.setAutofocus(true);
        userName.setHelperText("What they sign in with: small letters, digits and . _ @ -");
        email.addValueChangeListener(change -> propose(change.getOldValue(), change.getValue()));
        Outcome outcome = new Outcome();
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        invite.setEnabled(false);
        invite.setDisableOnClick(true);
        invite.addClickListener(clicked -> {
            outcome.clear();
            try {
                InvitedPerson made = memberships.invite(new NewPerson(
                        userName.getValue().strip(),
                        email.getValue().strip(),
                        firstName.getValue().strip(),
                        lastName.getValue().strip()));
                tell(made);
                invited.accept(made.person());
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        Div form = new Div(
                new Paragraph("Makes an account at the identity provider, without any role."),
                new Paragraph(memberships.approvalLimit()),
                firstName,
                lastName,
                email,
                userName,
                outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), invite);
    }

    private TextField field(String label, int most) {
        TextField field = new TextField(label);
        field.setMaxLength(most);
        field.setRequired(true);
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.setWidthFull();
        field.addValueChangeListener(change -> check());
        return field;
    }

    /** The part before the @ is a good user name, until somebody writes another. */
    private void propose(String before, String address) {
        if (userName.getValue().equals(local(before))) {
            userName.setValue(local(address));
        }
    }

    private static String local(String address) {
        return address.split("@", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private void check() {
        invite.setEnabled(!firstName.getValue().isBlank()
                && !lastName.getValue().isBlank()
                && !email.getValue().isBlank()
                && !userName.getValue().isBlank());
    }

    private void tell(InvitedPerson invited) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(invited.person().name() + " has an account now");
        Code password = new Code(invited.firstPassword());
        password.addClassName("hf-secret");
        Div form = new Div(
                new Paragraph("Tell them the user name " + invited.person().userName()
                        + " and this password. Copy it now: it is not kept here and never shown again."),
                password,
                CopyButton.saying("Copy password", invited.firstPassword(), "the password"),
                new Paragraph("It has to be changed at the first sign-in. The account has no role yet."));
        form.addClassName("hf-form");
        add(form);
        Button done = new Button("Done", clicked -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }
}
