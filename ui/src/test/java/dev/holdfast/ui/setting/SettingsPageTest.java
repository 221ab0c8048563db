package dev.holdfast.ui.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeRetention;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of settings, without a browser. */
class SettingsPageTest extends BrowserlessTest {
    private final FakeRetention client = new FakeRetention();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void everybody_reads_the_retention_and_only_owners_change_it() {
        SettingsView view = page(Role.PUBLISHER);

        assertThat(text(view))
                .contains("kept for 90 days", "newest attestation of each device is always kept", "Only owners");
        assertThat(find(IntegerField.class, view).all()).isEmpty();
    }

    @Test
    void shortening_the_retention_says_first_what_is_deleted() {
        SettingsView view = page(Role.OWNER);
        Button change = find(Button.class, view).withText("Change…").single();
        assertThat(change.isEnabled()).isFalse();
        find(IntegerField.class, view).single().setValue(4_000);
        assertThat(change.isEnabled()).isFalse();

        find(IntegerField.class, view).single().setValue(30);
        test(change).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("Deletes attestations older than 30 days within the hour");
        test(find(Button.class, dialog).withText("Shorten retention").single()).click();

        assertThat(client.days()).isEqualTo(30);
        assertThat(text(view)).contains("kept for 30 days");
    }

    @Test
    void a_change_by_someone_else_is_shown_and_kept_until_the_next_confirmation() {
        SettingsView view = page(Role.OWNER);
        find(IntegerField.class, view).single().setValue(60);
        client.changeAsAnotherUser(30);
        Button change = find(Button.class, view).withText("Change…").single();
        test(change).click();
        test(find(Button.class).withText("Shorten retention").single()).click();

        assertThat(client.days()).isEqualTo(30);
        assertThat(text(view)).contains("Someone else changed it meanwhile", "30 days");
        assertThat(find(IntegerField.class, view).single().getValue()).isEqualTo(60);

        test(change).click();
        test(find(Button.class).withText("Extend retention").single()).click();
        assertThat(client.days()).isEqualTo(60);
    }

    @Test
    void extending_the_retention_restores_nothing() {
        assertThat(SettingsView.effect(30, 90)).contains("do not come back");
    }

    private SettingsView page(Role role) {
        SettingsView view = new SettingsView(new SignedIn(new FakeSession(FakeOperatorApi.owner())), client);
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }
}
