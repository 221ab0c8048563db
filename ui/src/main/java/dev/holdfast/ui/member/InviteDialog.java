package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.ui.shell.FormDialog;
import java.util.Locale;
import java.util.function.Consumer;

/** Creates an account and shows its first password once. */
final class InviteDialog extends FormDialog {
    private static final int USER_NAME = 100;

    /** Makes one; {@code invited} receives who has an account now, which has no role by that. */
    InviteDialog(Memberships memberships, Consumer<PersonView> invited) {
        super("Invite somebody", "Invite");
        keepOpen();
        put(
                new Paragraph("Makes an account at the identity provider, without any role."),
                new Paragraph(memberships.approvalLimit()));
        TextField firstName = line("firstName", "First name", NewPerson.MOST_NAME);
        TextField lastName = line("lastName", "Last name", NewPerson.MOST_NAME);
        TextField email = line("email", "E-mail address", NewPerson.MOST_EMAIL);
        TextField userName = line("userName", "User name", USER_NAME);
        userName.setHelperText("What they sign in with: small letters, digits and . _ @ -");
        // The part before the @ is a good user name, until somebody writes another.
        email.addValueChangeListener(change -> {
            if (userName.getValue().equals(local(change.getOldValue()))) {
                userName.setValue(local(change.getValue()));
            }
        });
        onSubmit(() -> {
            InvitedPerson made = memberships
                    .access()
                    .invite(new NewPerson(
                            stripped(userName), stripped(email), stripped(firstName), stripped(lastName)));
            tell(made);
            invited.accept(made.person());
        });
    }

    private TextField line(String name, String label, int most) {
        TextField field = text(name, new TextField(label));
        field.setMaxLength(most);
        return field;
    }

    private static String local(String address) {
        return address.split("@", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private void tell(InvitedPerson invited) {
        showOnce(
                invited.person().name() + " has an account now",
                "Tell them the user name " + invited.person().userName()
                        + " and this password. Copy it now: it is not kept here and never shown again.",
                invited.firstPassword(),
                "password",
                "It has to be changed at the first sign-in. The account has no role yet.");
    }
}
