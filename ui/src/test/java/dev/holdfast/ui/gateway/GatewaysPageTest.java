package dev.holdfast.ui.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeGateways;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests the gateways page without a browser. */
class GatewaysPageTest extends BrowserlessTest {
    private final FakeGateways api = new FakeGateways();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void gateways_are_listed_with_who_revoked_one_and_why() {
        assertThat(text(page(api, FakeOperatorApi.installationAndCatalogOwner())))
                .contains(
                        "2 valid certificates · 1 revoked",
                        "from 203.0.113.7",
                        "by admin: Stolen from the depot in Leeds");
    }

    @Test
    void only_installation_owners_see_gateways() {
        assertThat(text(page(api, FakeOperatorApi.owner())))
                .contains("Only installation owners see gateways")
                .doesNotContain("203.0.113.7");
    }

    @Test
    void revoking_a_gateway_requires_a_reason_and_the_start_of_its_fingerprint() {
        String beginning = FakeGateways.fingerprint("one").hex().substring(0, 8);
        test(find(Button.class, page(api, FakeOperatorApi.installationAndCatalogOwner()))
                        .withText("Revoke…")
                        .all()
                        .getFirst())
                .click();

        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("cannot undo", "within two seconds");
        Button revoke = find(Button.class, dialog).withText("Revoke").single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Stolen");
        assertThat(revoke.isEnabled()).isFalse();
        find(TextField.class, dialog)
                .withCaption("First 8 digits of the fingerprint")
                .single()
                .setValue(beginning);
        test(revoke).click();

        assertThat(api.commands()).containsExactly("revoke " + beginning + ": Stolen");
    }

    @Test
    void an_unknown_fingerprint_is_revoked_only_after_a_second_confirmation() {
        test(find(Button.class, page(api, FakeOperatorApi.installationAndCatalogOwner()))
                        .withText("Revoke by fingerprint…")
                        .single())
                .click();
        ActionDialog dialog = find(ActionDialog.class).single();
        Button revoke = find(Button.class, dialog).withText("Revoke").single();
        find(TextField.class, dialog).withCaption("Fingerprint").single().setValue("0a:".repeat(31) + "0a");
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Stolen");
        test(revoke).click();

        assertThat(text(dialog)).contains("No gateway has ever shown", "nothing was revoked");
        assertThat(api.commands()).isEmpty();
        find(Checkbox.class, dialog).single().setValue(true);
        test(revoke).click();
        assertThat(api.commands()).containsExactly("revoke 0a0a0a0a: Stolen");
        assertThat(dialog.isOpened()).isFalse();
    }

    @Test
    void without_gateways_the_page_says_so() {
        FakeGateways none = new FakeGateways() {
            @Override
            public List<GatewayView> gateways() {
                return List.of();
            }
        };

        assertThat(text(page(none, FakeOperatorApi.installationAndCatalogOwner())))
                .contains("No gateways yet");
    }

    private static GatewaysView page(FakeGateways gateways, Me person) {
        GatewaysView view = new GatewaysView(new SignedIn(new FakeSession(person)), gateways);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(Role.OWNER), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }
}
