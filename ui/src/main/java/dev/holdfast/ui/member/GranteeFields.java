package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;

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
import dev.holdfast.ui.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fields for the person, service or group that gets a role. */
final class GranteeFields extends Div {
    private final Select<GranteeInput> input = new Select<>();
    private final PersonField person;
    private final Button invite;
    private final TextField grantee = new TextField();
    private final TextField name = new TextField(text("members.grantee.name"));

    /** Ways to name a grantee: PERSON by a search in the identity provider, the others by typed text. */
    private enum GranteeInput {
        PERSON(Grantee.SUBJECT),
        SUBJECT(Grantee.SUBJECT),
        EMAIL(Grantee.EMAIL),
        GROUP(Grantee.GROUP);

        private final Grantee kind;

        GranteeInput(Grantee kind) {
            this.kind = kind;
        }
    }

    /** Adds the fields to a dialog; {@code findsPeople} says whether people can be searched by name. */
    GranteeFields(Memberships memberships, boolean findsPeople, FormDialog dialog) {
        addClassName("hf-form");
        person = new PersonField(memberships.access());
        invite = new Button(text("members.invite.open"), Icon.PLUS.draw());
        invite.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        invite.addClickListener(clicked -> new InviteDialog(memberships, person::setValue).open());
        grantee.setMaxLength(NewMember.MAX_GRANTEE);
        grantee.setValueChangeMode(ValueChangeMode.EAGER);
        name.setMaxLength(NewMember.MAX_NAME);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setHelperText(text("members.grantee.name.hint"));
        List<GranteeInput> inputs = Arrays.stream(GranteeInput.values())
                .filter(one -> findsPeople || one != GranteeInput.PERSON)
                .toList();
        input.setLabel(text("members.grantee.kind"));
        input.setItems(inputs);
        input.setItemLabelGenerator(Texts::word);
        input.setWidthFull();
        input.addValueChangeListener(change -> show(change.getValue()));
        input.setValue(inputs.getFirst());
        add(input, person, invite, grantee, name);
        dialog.bind("person", person, Objects::nonNull, text("members.person.required"));
        dialog.bind("grantee", grantee, value -> !value.isBlank(), text("members.required"));
        dialog.bind("name", name, value -> !value.isBlank(), text("members.required"));
        dialog.when(() -> true, input);
    }

    private void show(GranteeInput chosen) {
        boolean finds = chosen == GranteeInput.PERSON;
        person.setVisible(finds);
        invite.setVisible(finds);
        grantee.setVisible(!finds);
        name.setVisible(!finds);
        if (!finds) {
            String key = "members.grantee." + chosen.name().toLowerCase(Locale.ROOT);
            grantee.setLabel(text(key));
            grantee.setHelperText(text(key + ".hint"));
        }
    }

    Grantee kind() {
        return input.getValue().kind;
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
        return input.getValue() == GranteeInput.PERSON ? person.getValue() : null;
    }

    /** Creates an account and shows its first password once. */
    static final class InviteDialog extends FormDialog {
        private static final int USER_NAME = 100;

        /** {@code invited} receives the new person, who has no role yet. */
        InviteDialog(Memberships memberships, Consumer<PersonView> invited) {
            super(text("members.invite"), text("members.invite.create"));
            keepOpen();
            put(new Paragraph(text("members.invite.explanation")), new Paragraph(memberships.approvalLimit()));
            TextField firstName = line("firstName", text("members.invite.first-name"), NewPerson.MAX_NAME);
            TextField lastName = line("lastName", text("members.invite.last-name"), NewPerson.MAX_NAME);
            TextField email = line("email", text("members.invite.email"), NewPerson.MAX_EMAIL);
            TextField userName = line("userName", text("members.invite.user-name"), USER_NAME);
            userName.setHelperText(text("members.invite.user-name.hint"));
            // Suggest the part before the @ until the user name is edited.
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

        private TextField line(String name, String label, int max) {
            TextField field = required(name, new TextField(label));
            field.setMaxLength(max);
            return field;
        }

        private static String local(String address) {
            return address.split("@", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        private void tell(InvitedPerson invited) {
            showOnce(
                    text("members.invite.done.title", invited.person().name()),
                    text("members.invite.done.before", invited.person().userName()),
                    invited.firstPassword(),
                    text("copy.password"),
                    text("members.invite.done.after"));
        }
    }
}
