package dev.holdfast.ui.token;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
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
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.member.RoleWords;
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

/** Tokens for scripts and services, of a catalog or of the installation. */
@Route("c/:catalog/:scope?(installation)/tokens")
public class TokensView extends ScopedPage<TokenView> {
    private static final String USAGE =
            "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                    + " manages members nor approves anything.";
    private static final ListSpec SPEC = ListSpec.of(
                    "Tokens",
                    "token",
                    "tokens",
                    Links::tokens,
                    TokenFields.VOCABULARY,
                    "Filter tokens by terms, or by a part of a name",
                    "Filter, such as is:good used:>90d")
            .exported(
                    "tokens",
                    "name,kind,beginning,role,product,group,madeBy,madeAt,lastUsedAt,expiresAt,revokedAt,revokedBy")
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
        return isOfInstallation() || visit().may(Act.MANAGE_MEMBERS);
    }

    @Override
    protected void begin(Visit visit) {
        offer(
                "Make a token",
                () -> new MakeTokenDialog(
                                tokens(),
                                isOwner(),
                                isOfInstallation() ? null : new PlaceFields(products, visit.catalog()),
                                this::again)
                        .open());
    }

    @Override
    protected LinkedPages<TokenView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, tokens()::tokens);
    }

    @Override
    protected ListRows<TokenView> rows(Visit visit) {
        return new TableRows<>("Tokens", TokenView::id)
                .column("Name", token -> new Div(new Span(token.name()), new Div(new Code(token.beginning() + "…"))))
                .words("For", token -> token.kind() == TokenKind.PERSONAL ? token.madeBy() : "Service")
                .words("Role", token -> RoleWords.name(token.role()))
                .words("Where", this::place)
                .column("State", TokensView::state)
                .column("Last used", token -> TimeText.relative(token.lastUsedAt(), "never"))
                .column("Expires", token -> TimeText.relative(token.expiresAt()))
                .sortedBy("end")
                .column("Actions", this::act);
    }

    @Override
    protected String sentence(LinkedPages<TokenView> pages, String count) {
        return super.sentence(pages, isOwner() ? count : count + ", of yours");
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return new EmptyState(
                Icon.KEY,
                isOfInstallation() ? "There are no tokens for the whole installation" : "There are no tokens",
                USAGE);
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(
                Icon.KEY,
                "These tokens are made by owners of the installation",
                "They count in every catalog. Ask one of the owners, or make one for this catalog under Tokens.");
    }

    private String place(TokenView token) {
        return isOfInstallation() ? RoleWords.INSTALLATION : RoleWords.place(token.product(), token.group());
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
        return isGood(token)
                ? Styled.small("Revoke", "Revoke " + token.name(), () -> revoke(token))
                : RowTable.words("");
    }

    private void revoke(TokenView token) {
        new ActionDialog(
                        "Revoke the token " + token.name(),
                        List.of(
                                "Whatever uses it is refused from its next request on.",
                                "It cannot be made good again; make another."),
                        "Revoke",
                        reason -> {
                            tokens().revoke(token.id().toString());
                            again();
                            Toast.done("Token revoked");
                        })
                .withoutReason()
                .dangerous()
                .open();
    }
}
