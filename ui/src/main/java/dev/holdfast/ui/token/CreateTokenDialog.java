package dev.holdfast.ui.token;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.RoleField;
import dev.holdfast.ui.member.ScopeFields;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.text.Texts;
import org.jspecify.annotations.Nullable;

/** Creates a token and shows its secret once. */
final class CreateTokenDialog extends FormDialog {
    private static final int DEFAULT_DAYS = 90;

    /** Only an owner can create tokens for services. {@code scope} is null for a token of the installation. */
    CreateTokenDialog(AccessClient.Access tokens, boolean owner, @Nullable ScopeFields scope, Runnable created) {
        super(text("tokens.create"), text("tokens.create"));
        keepOpen();
        Select<TokenKind> kind = new Select<>();
        kind.setLabel(text("tokens.column.used-by"));
        kind.setItems(owner ? TokenKind.values() : new TokenKind[] {TokenKind.PERSONAL});
        kind.setItemLabelGenerator(Texts::word);
        kind.setValue(TokenKind.PERSONAL);
        kind.setHelperText(text("tokens.create.used-by.hint"));
        field("kind", kind, chosen -> true, "");
        TextField name = required("name", new TextField(text("tokens.create.name")));
        name.setMaxLength(NewToken.MAX_NAME);
        name.setHelperText(text("tokens.create.name.hint"));
        RoleField role = field("role", RoleField.ofToken(Role.READER), chosen -> true, "");
        if (scope != null) {
            put(scope);
        }
        IntegerField days = days(text("tokens.create.days"), NewToken.MAX_DAYS, DEFAULT_DAYS);
        onSubmit(() -> {
            tell(tokens.make(new NewToken(
                    kind.getValue(),
                    stripped(name),
                    role.getValue(),
                    scope == null ? null : scope.product(),
                    scope == null ? null : scope.group(),
                    days.getValue())));
            created.run();
        });
    }

    private void tell(CreatedToken token) {
        showOnce(
                text("tokens.created.title", token.token().name()),
                text("tokens.created.before"),
                token.secret(),
                text("copy.token"),
                text("tokens.created.after"));
    }
}
