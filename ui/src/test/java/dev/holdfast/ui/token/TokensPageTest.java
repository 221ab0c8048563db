package dev.holdfast.ui.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakePeople;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.member.RoleField;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of API tokens, without a browser. */
class TokensPageTest extends BrowserlessTest {
    private final FakePeople people = new FakePeople();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void tokens_are_listed_by_prefix_and_active_ones_can_be_revoked() {
        TokensView view = tokens("contoso", Role.OWNER);
        assertThat(view.getElement().getTextRecursively())
                .contains("4 tokens", "hfs_Q2xv…", "Revoked", "Expired", "never");
        assertThat(find(Button.class, view).withText("Revoke").all()).hasSize(2);

        test(find(Button.class, view).withText("Revoke").all().getFirst()).click();
        test(find(Button.class, find(Dialog.class).single()).withText("Revoke").single())
                .click();
        assertThat(people.done).containsExactly("revoke 1");
    }

    @Test
    void tokens_are_filtered_by_name_and_can_be_exported() {
        TokensView view = tokens("contoso", Role.OWNER);
        view.show(visit("contoso", Role.OWNER, "filter=laptop"));
        assertThat(view.getElement().getTextRecursively())
                .contains("1 token found", "laptop")
                .doesNotContain("nightly build");
        assertThat(find(ExportMenu.class, view).single().isVisible()).isTrue();

        view.show(visit("contoso", Role.OWNER, "filter=nobody"));
        assertThat(view.getElement().getTextRecursively()).contains("No matches", "Show all");
    }

    @Test
    void the_secret_of_a_new_token_is_shown_in_a_dialog_that_stays_open() {
        TokensView view = tokens("fabrikam", Role.READER);
        assertThat(view.getElement().getTextRecursively()).contains("No tokens yet");
        test(find(Button.class, view).withText("Create token").single()).click();
        Dialog dialog = find(Dialog.class).single();
        find(TextField.class, dialog).single().setValue("laptop");
        assertThat(dialog.isCloseOnEsc()).isFalse();
        assertThat(dialog.isCloseOnOutsideClick()).isFalse();
        test(find(Button.class, dialog).withText("Create token").single()).click();

        assertThat(people.done).containsExactly("make PERSONAL laptop READER 90");
        assertThat(dialog.getElement().getTextRecursively()).contains("hfp_secret", "never shown again");
    }

    @Test
    void a_token_cannot_have_the_role_approver() {
        test(find(Button.class, tokens("fabrikam", Role.OWNER))
                        .withText("Create token")
                        .single())
                .click();

        assertThat(find(RoleField.class, find(Dialog.class).single())
                        .single()
                        .getListDataView()
                        .getItems())
                .containsExactly(Role.OWNER, Role.PUBLISHER, Role.CONTRIBUTOR, Role.SECURITY_ANALYST, Role.READER);
    }

    private TokensView tokens(String catalog, Role role) {
        TokensView view = new TokensView(signedIn(catalog, role), people, new FakeProducts(), new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(visit(catalog, role));
        return view;
    }

    private static SignedIn signedIn(String catalog, Role role) {
        return new SignedIn(new FakeSession(
                new Me("olivia", "Olivia", false, List.of(new Membership(catalog, "Contoso Appliances", role)))));
    }

    private static Visit visit(String catalog, Role role) {
        return visit(catalog, role, "");
    }

    private static Visit visit(String catalog, Role role, String query) {
        return new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.fromString(query));
    }
}
