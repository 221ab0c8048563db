package dev.holdfast.ui.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.member.RoleField;
import dev.holdfast.ui.shell.Refusal;
import org.jspecify.annotations.Nullable;

/** Makes a token and shows it once. */
final class MakeTokenDialog extends Dialog {
    private static final int USUAL_DAYS = 90;

    private final Select<TokenKind> kind = new Select<>();
    private final TextField name = new TextField("Name");
    private final IntegerField days = new IntegerField("Expires after days");
    private final Button make = new Button("Make token");

    /**
     * Makes one.
     *
     * @param book where the token is for
     * @param owner whether it may be for a service
     * @param parts chooses a part of the place; null where it has none
     * @param made told when it was done
     */
    MakeTokenDialog(TokenBook book, boolean owner, @Nullable PlaceFields parts, Runnable made) {
        setHeaderTitle("Make a token");
        setWidth("34rem");
        // A click beside it while the answer is on its way would lose what is shown once.
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        kind.setLabel("For");
        kind.setItems(owner ? TokenKind.values() : new TokenKind[] {TokenKind.PERSONAL});
        kind.setItemLabelGenerator(
                chosen -> chosen == TokenKind.PERSONAL ? "Yourself, in a script" : "A service, with a role of its own");
        kind.setValue(TokenKind.PERSONAL);
        kind.setHelperText("Yours does no more than you may, by roles that were given to you under Members");
        kind.setWidthFull();
        name.setMaxLength(NewToken.MOST_NAME);
        name.setRequired(true);
        name.setHelperText("What it is for; the audit log names a service by it");
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.setWidthFull();
        name.addValueChangeListener(change -> check());
        days.setMin(1);
        days.setMax(NewToken.MOST_DAYS);
        days.setValue(USUAL_DAYS);
        days.setStepButtonsVisible(true);
        days.addValueChangeListener(change -> check());
        RoleField role = RoleField.ofToken(Role.READER);
        Outcome outcome = new Outcome();
        make.addThemeVariants(ButtonVariant.PRIMARY);
        make.setEnabled(false);
        make.setDisableOnClick(true);
        make.addClickListener(clicked -> {
            outcome.clear();
            try {
                NewToken wanted = new NewToken(
                        kind.getValue(),
                        name.getValue().strip(),
                        role.getValue(),
                        parts == null ? null : parts.product(),
                        parts == null ? null : parts.group(),
                        days.getValue());
                tell(book.make(wanted));
                made.run();
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        Div form = new Div(kind, name, role);
        if (parts != null) {
            form.add(parts);
        }
        form.add(days, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), make);
    }

    private void tell(MadeToken token) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle("Token " + token.token().name());
        Code secret = new Code(token.secret());
        secret.addClassName("hf-secret");
        Div form = new Div(
                new Paragraph("Copy it now: it is not kept here and never shown again."),
                secret,
                CopyButton.saying("Copy token", token.secret(), "the token"),
                new Paragraph("It goes into the header Authorization, after “Bearer”."));
        form.addClassName("hf-form");
        add(form);
        Button done = new Button("Done", clicked -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    private void check() {
        Integer chosen = days.getValue();
        make.setEnabled(!name.getValue().isBlank() && chosen != null && chosen >= 1 && chosen <= NewToken.MOST_DAYS);
    }
}
