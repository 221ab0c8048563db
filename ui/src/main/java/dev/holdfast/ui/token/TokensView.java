package dev.holdfast.ui.token;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.TokenFields;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.RoleWords;
import dev.holdfast.ui.member.ScopeFields;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.ScopedPage;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The tokens of a catalog or of the installation. */
@Route("c/:catalog/:scope?(installation)/tokens")
public class TokensView extends ScopedPage<TokenView> {
    private static final ListSpec SPEC = ListSpec.of("tokens", Links::tokens, TokenFields.VOCABULARY)
            .exported(
                    "tokens",
                    "name,kind,prefix,role,product,group,createdBy,createdAt,lastUsedAt,expiresAt,revokedAt,revokedBy")
            .sorted("-end", "at");

    private final transient AccessClient access;
    private final transient ProductClient products;

    public TokensView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, Links::installationTokens, exports);
        this.access = access;
        this.products = products;
    }

    private AccessClient.Access tokens() {
        return isOfInstallation() ? access.ofInstallation() : access.of(visit().catalog());
    }

    private boolean isOwner() {
        return isOfInstallation() || visit().may(Permission.MANAGE_MEMBERS);
    }

    @Override
    protected void begin(Visit visit) {
        offer(
                text("tokens.create"),
                () -> new CreateTokenDialog(
                                tokens(),
                                isOwner(),
                                isOfInstallation() ? null : new ScopeFields(products, visit.catalog()),
                                this::reload)
                        .open());
    }

    @Override
    protected LinkedPages<TokenView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, tokens()::tokens);
    }

    @Override
    protected ListRows<TokenView> rows(Visit visit) {
        return new TableRows<>(title(), TokenView::id)
                .column(
                        text("tokens.column.name"),
                        token -> new Div(new Span(token.name()), new Div(new Code(token.prefix() + "…"))))
                .words(
                        text("tokens.column.used-by"),
                        token -> token.kind() == TokenKind.PERSONAL ? token.createdBy() : text("tokens.service"))
                .words(text("tokens.column.role"), token -> word(token.role()))
                .words(text("tokens.column.scope"), this::scope)
                .column(text("tokens.column.state"), TokensView::state)
                .column(
                        text("tokens.column.last-used"),
                        token -> TimeText.relative(token.lastUsedAt(), text("tokens.never-used")))
                .column(text("tokens.column.expires"), token -> TimeText.relative(token.expiresAt()))
                .sortedBy("end")
                .column(text("tokens.column.actions"), this::action);
    }

    @Override
    protected String sentence(LinkedPages<TokenView> pages, String count) {
        return super.sentence(pages, isOwner() ? count : text("tokens.own-only", count));
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.KEY,
                text(isOfInstallation() ? "tokens.empty.installation" : "tokens.empty.title"),
                text("tokens.empty.text"));
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(Icon.KEY, text("tokens.owners-only.title"), text("tokens.owners-only.text"));
    }

    private String scope(TokenView token) {
        return isOfInstallation() ? text("scope.installation") : RoleWords.scope(token.product(), token.group());
    }

    private static boolean isActive(TokenView token) {
        return token.revokedAt() == null && token.expiresAt().isAfter(Instant.now());
    }

    private static Component state(TokenView token) {
        if (token.revokedAt() != null) {
            return StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, text("tokens.revoked"));
        }
        return isActive(token)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("tokens.active"))
                : StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, text("tokens.expired"));
    }

    private Component action(TokenView token) {
        return isActive(token)
                ? Styled.small(text("tokens.revoke"), text("tokens.revoke-name", token.name()), () -> revoke(token))
                : RowTable.words("");
    }

    private void revoke(TokenView token) {
        new ActionDialog(
                        text("tokens.revoke.title", token.name()),
                        List.of(text("tokens.revoke.effect"), text("tokens.revoke.final")),
                        text("tokens.revoke"),
                        reason -> {
                            tokens().revoke(token.id().toString());
                            reload();
                            Toast.done(text("tokens.revoked.toast"));
                        })
                .withoutReason()
                .dangerous()
                .open();
    }
}
