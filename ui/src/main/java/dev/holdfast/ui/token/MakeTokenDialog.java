package dev.holdfast.ui.token;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.member.RoleField;
import dev.holdfast.ui.shell.FormDialog;
import org.jspecify.annotations.Nullable;

/** Makes a token and shows it once. */
final class MakeTokenDialog extends FormDialog {
    private static final int USUAL_DAYS = 90;

    /** Makes one; {@code owner} says whether it may be for a service, {@code parts} chooses a part of the scope. */
    MakeTokenDialog(AccessClient.Access tokens, boolean owner, @Nullable PlaceFields parts, Runnable made) {
        super("Make a token", "Make token");
        keepOpen();
        Select<TokenKind> kind = new Select<>();
        kind.setLabel("For");
        kind.setItems(owner ? TokenKind.values() : new TokenKind[] {TokenKind.PERSONAL});
        kind.setItemLabelGenerator(
                chosen -> chosen == TokenKind.PERSONAL ? "Yourself, in a script" : "A service, with a role of its own");
        kind.setValue(TokenKind.PERSONAL);
        kind.setHelperText("Yours does no more than you may, by roles that were given to you under Members");
        field("kind", kind, chosen -> true, "");
        TextField name = text("name", new TextField("Name"));
        name.setMaxLength(NewToken.MOST_NAME);
        name.setHelperText("What it is for; the audit log names a service by it");
        RoleField role = field("role", RoleField.ofToken(Role.READER), chosen -> true, "");
        if (parts != null) {
            put(parts);
        }
        IntegerField days = days("Expires after days", NewToken.MOST_DAYS, USUAL_DAYS);
        onSubmit(() -> {
            tell(tokens.make(new NewToken(
                    kind.getValue(),
                    stripped(name),
                    role.getValue(),
                    parts == null ? null : parts.product(),
                    parts == null ? null : parts.group(),
                    days.getValue())));
            made.run();
        });
    }

    private void tell(MadeToken token) {
        showOnce(
                "Token " + token.token().name(),
                "Copy it now: it is not kept here and never shown again.",
                token.secret(),
                "token",
                "It goes into the header Authorization, after “Bearer”.");
    }
}
