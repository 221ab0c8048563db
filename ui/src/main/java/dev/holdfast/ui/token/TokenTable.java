package dev.holdfast.ui.token;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.TokenFields;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.member.RoleWords;
import dev.holdfast.ui.shell.ActionDialog;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Tokens, and the end of one. */
final class TokenTable extends RowTable {
    private final transient TokenBook book;
    private final transient Runnable changed;

    TokenTable(TokenBook book, Runnable changed) {
        super("Tokens", "Name", "For", "Role", "Where", "State", "Last used", "Expires", "Acts");
        this.book = book;
        this.changed = changed;
        asCards();
    }

    /** Makes the box above them. */
    static FilterBox box(Consumer<String> changed) {
        return new FilterBox(
                TokenFields.VOCABULARY,
                "Filter tokens by terms, or by a part of a name",
                "Filter, such as is:good used:>90d",
                changed);
    }

    void show(List<TokenView> tokens) {
        for (TokenView token : tokens) {
            Div name = new Div(new Span(token.name()), new Div(new Code(token.beginning() + "…")));
            row(
                    name,
                    new Span(token.kind() == TokenKind.PERSONAL ? token.madeBy() : "Service"),
                    new Span(RoleWords.name(token.role())),
                    new Span(book.place(token)),
                    state(token),
                    TimeText.relative(token.lastUsedAt(), "never"),
                    TimeText.relative(token.expiresAt()),
                    act(token));
        }
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
            return words("");
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
