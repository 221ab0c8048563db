package dev.holdfast.ui.token;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.member.RoleWords;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.TableRows;
import java.time.Instant;
import java.util.List;

/** Tokens, and the end of one. */
final class TokenTable {
    private final TokenBook book;
    private final Runnable changed;

    TokenTable(TokenBook book, Runnable changed) {
        this.book = book;
        this.changed = changed;
    }

    TableRows<TokenView> rows() {
        return new TableRows<>("Tokens", TokenView::id)
                .column("Name", token -> new Div(new Span(token.name()), new Div(new Code(token.beginning() + "…"))))
                .words("For", token -> token.kind() == TokenKind.PERSONAL ? token.madeBy() : "Service")
                .words("Role", token -> RoleWords.name(token.role()))
                .words("Where", book::place)
                .column("State", TokenTable::state)
                .column("Last used", token -> TimeText.relative(token.lastUsedAt(), "never"))
                .column("Expires", token -> TimeText.relative(token.expiresAt()))
                .sortedBy("end")
                .column("Actions", this::act);
    }

    private static boolean isGood(TokenView token) {
        return token.revokedAt() == null && token.expiresAt().isAfter(Instant.now());
    }

    private static Component state(TokenView token) {
        if (token.revokedAt() != null) {
            return StatusBadge.of(Tone.WARNING, Icon.CROSS, "Revoked");
        }
        return isGood(token)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Good")
                : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
    }

    private Component act(TokenView token) {
        if (!isGood(token)) {
            return RowTable.words("");
        }
        Button revoke = new Button("Revoke", clicked -> revoke(token));
        revoke.addThemeVariants(ButtonVariant.SMALL);
        revoke.setAriaLabel("Revoke " + token.name());
        return revoke;
    }

    private void revoke(TokenView token) {
        new ActionDialog(
                        "Revoke the token " + token.name(),
                        List.of(
                                "Whatever uses it is refused from its next request on.",
                                "It cannot be made good again; make another."),
                        "Revoke",
                        reason -> {
                            book.revoke(token.id());
                            changed.run();
                            Toast.done("Token revoked");
                        })
                .withoutReason()
                .dangerous()
                .open();
    }
}
