package dev.holdfast.ui.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Refusal;

/** Says to whom which role is given, and where. */
final class GiveRoleDialog extends Dialog {
    private static final int GRANTEE = 255;
    private static final int NAME = 100;

    private final Select<Grantee> kind = new Select<>();
    private final TextField grantee = new TextField();
    private final TextField name = new TextField("Name");
    private final Button give = new Button("Give role");

    GiveRoleDialog(MemberClient client, ProductClient products, String catalog, Runnable given) {
        setHeaderTitle("Give a role");
        setWidth("34rem");
        kind.setLabel("To");
        kind.setItems(Grantee.values());
        kind.setItemLabelGenerator(RoleWords::name);
        kind.setWidthFull();
        kind.addValueChangeListener(change -> explain(change.getValue()));
        kind.setValue(Grantee.SUBJECT);
        text(grantee, GRANTEE);
        text(name, NAME);
        name.setHelperText("For people who read the list");
        RoleField role = new RoleField(Role.READER);
        PlaceFields place = new PlaceFields(products, catalog);
        Outcome outcome = new Outcome();
        give.addThemeVariants(ButtonVariant.PRIMARY);
        give.setEnabled(false);
        give.setDisableOnClick(true);
        give.addClickListener(clicked -> {
            outcome.clear();
            try {
                client.assign(
                        catalog,
                        new NewMember(
                                kind.getValue(),
                                grantee.getValue().strip(),
                                name.getValue().strip(),
                                role.getValue(),
                                place.product(),
                                place.group()));
                close();
                given.run();
                Toast.done(name.getValue().strip() + " is " + RoleWords.name(role.getValue()) + " now");
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        Div form = new Div(kind, grantee, name, role, place, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), give);
    }

    private void explain(Grantee chosen) {
        switch (chosen) {
            case SUBJECT -> {
                grantee.setLabel("Subject");
                grantee.setHelperText("The claim “sub” of the identity provider; in Keycloak the user's ID");
            }
            case EMAIL -> {
                grantee.setLabel("E-mail address");
                grantee.setHelperText(
                        "Counts once an access token says that the address is verified; with Keycloak, if its scope “email” is on");
            }
            case GROUP -> {
                grantee.setLabel("Group");
                grantee.setHelperText("As access tokens name it; everybody in it has the role");
            }
        }
    }

    private void text(TextField field, int most) {
        field.setMaxLength(most);
        field.setRequired(true);
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.setWidthFull();
        field.addValueChangeListener(change -> check());
    }

    private void check() {
        give.setEnabled(!grantee.getValue().isBlank() && !name.getValue().isBlank());
    }
}
