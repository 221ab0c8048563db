package dev.holdfast.ui.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.shell.FormDialog;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says to whom a role is given: to somebody who is found by name where people can be looked up, or by what the provider calls them. */
final class GranteeFields extends Div {
    private final Select<By> by = new Select<>();
    private final PersonField person;
    private final Button invite;
    private final TextField grantee = new TextField();
    private final TextField name = new TextField("Name");

    /** How a grantee is named; the first one takes a provider that can be asked. */
    private enum By {
        PERSON(Grantee.SUBJECT, "A person, by name", "", ""),
        SUBJECT(
                Grantee.SUBJECT,
                "A person or service, by subject",
                "Subject",
                "The claim “sub” of the identity provider; in Keycloak the user's ID"),
        EMAIL(
                Grantee.EMAIL,
                "Whoever first signs in with an e-mail address",
                "E-mail address",
                "Counts once an access token says that the address is verified; with Keycloak, if its scope “email” is on"),
        GROUP(
                Grantee.GROUP,
                "A group of the identity provider",
                "Group",
                "As access tokens name it; everybody in it has the role");

        private final Grantee kind;
        private final String words;
        private final String label;
        private final String help;

        By(Grantee kind, String words, String label, String help) {
            this.kind = kind;
            this.words = words;
            this.label = label;
            this.help = help;
        }
    }

    /** Makes the fields of a dialog, which waits until somebody is named. */
    GranteeFields(Memberships memberships, boolean findsPeople, FormDialog dialog) {
        addClassName("hf-form");
        person = new PersonField(memberships.access());
        invite = new Button("Invite somebody who has no account…", Icon.PLUS.draw());
        invite.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        invite.addClickListener(clicked -> new InviteDialog(memberships, person::setValue).open());
        grantee.setMaxLength(NewMember.MOST_GRANTEE);
        grantee.setValueChangeMode(ValueChangeMode.EAGER);
        name.setMaxLength(NewMember.MOST_NAME);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setHelperText("For people who read the list");
        List<By> ways = Arrays.stream(By.values())
                .filter(way -> findsPeople || way != By.PERSON)
                .toList();
        by.setLabel("To");
        by.setItems(ways);
        by.setItemLabelGenerator(way -> way.words);
        by.setWidthFull();
        by.addValueChangeListener(change -> explain(change.getValue()));
        by.setValue(ways.getFirst());
        add(by, person, invite, grantee, name);
        dialog.bind("person", person, Objects::nonNull, "Choose a person");
        dialog.bind("grantee", grantee, text -> !text.isBlank(), "Required");
        dialog.bind("name", name, text -> !text.isBlank(), "Required");
        dialog.when(() -> true, by);
    }

    private void explain(By way) {
        person.setVisible(way == By.PERSON);
        invite.setVisible(way == By.PERSON);
        grantee.setVisible(way != By.PERSON);
        name.setVisible(way != By.PERSON);
        grantee.setLabel(way.label);
        grantee.setHelperText(way.help);
    }

    Grantee kind() {
        return by.getValue().kind;
    }

    /** Returns the subject, address or group. */
    String grantee() {
        PersonView found = found();
        return found == null ? grantee.getValue().strip() : found.subject();
    }

    String name() {
        PersonView found = found();
        return found == null ? name.getValue().strip() : found.name();
    }

    private @Nullable PersonView found() {
        return by.getValue() == By.PERSON ? person.getValue() : null;
    }

    /** Creates an account and shows its first password once. */
    static final class InviteDialog extends FormDialog {
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
}
