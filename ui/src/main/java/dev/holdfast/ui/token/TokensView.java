package dev.holdfast.ui.token;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.member.RoleWords;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services. */
@Route("c/:catalog/tokens")
public class TokensView extends CatalogPage {
    private final transient TokenClient client;
    private final transient ProductClient products;

    /** Makes the page. */
    @Inject
    public TokensView(SignedIn signedIn, @RestClient TokenClient client, @RestClient ProductClient products) {
        super(signedIn);
        this.client = client;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        List<TokenView> tokens = client.tokens(visit.catalog());
        boolean owner = visit.may(Act.MANAGE_MEMBERS);
        long good = tokens.stream().filter(TokensView::isGood).count();
        Button make = new Button(
                "Make a token",
                Icon.PLUS.draw(),
                clicked -> new MakeTokenDialog(client, products, visit.catalog(), owner, () -> show(visit)).open());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        add(new PageHeader(title())
                .say(Amount.of(good, "token") + " can be used" + (owner ? "" : ", of yours"))
                .offer(make));
        if (tokens.isEmpty()) {
            add(new EmptyState(
                    Icon.KEY,
                    "There are no tokens",
                    "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                            + " manages members nor approves anything."));
        } else {
            add(table(visit, tokens));
        }
    }

    @Override
    protected String title() {
        return "Tokens";
    }

    private Component table(Visit visit, List<TokenView> tokens) {
        RowTable table =
                new RowTable("Tokens", "Name", "For", "Role", "Where", "State", "Last used", "Expires", "Acts");
        for (TokenView token : tokens) {
            Div name = new Div(new Span(token.name()), new Div(new Code(token.beginning() + "…")));
            table.row(
                    name,
                    new Span(token.kind() == TokenKind.PERSONAL ? token.madeBy() : "Service"),
                    new Span(RoleWords.name(token.role())),
                    new Span(RoleWords.place(token.product(), token.group())),
                    state(token),
                    TimeText.relative(token.lastUsedAt(), "never"),
                    TimeText.relative(token.expiresAt()),
                    act(visit, token));
        }
        Div box = new Div(table);
        box.addClassName("hf-problem-box");
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", "Tokens");
        return new Panel("Tokens", box);
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

    private Component act(Visit visit, TokenView token) {
        if (!isGood(token)) {
            return RowTable.words("");
        }
        Button revoke = new Button("Revoke", clicked -> revoke(visit, token));
        revoke.addThemeVariants(ButtonVariant.SMALL);
        revoke.setAriaLabel("Revoke " + token.name());
        return revoke;
    }

    private void revoke(Visit visit, TokenView token) {
        new ActDialog(
                        "Revoke the token " + token.name(),
                        List.of(
                                "Whatever uses it is refused from its next request on.",
                                "It cannot be made good again; make another."),
                        "Revoke",
                        Refusal::words,
                        reason -> {
                            client.revoke(visit.catalog(), token.id().toString());
                            show(visit);
                            Toast.done("Token revoked");
                        })
                .withoutReason()
                .dangerous()
                .open();
    }
}
