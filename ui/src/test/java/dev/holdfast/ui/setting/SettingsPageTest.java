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

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void everybody_reads_what_retention_means_and_only_owners_change_it() {
        SettingsView view = page(Role.PUBLISHER);

        assertThat(text(view)).contains("kept for 90 days", "stays however old it is", "An owner of the catalog can");
        assertThat(find(IntegerField.class, view).all()).isEmpty();
    }

    @Test
    void keeping_attestations_shorter_says_first_what_is_removed() {
        SettingsView view = page(Role.OWNER);
        Button change = find(Button.class, view).withText("Change…").single();
        assertThat(change.isEnabled()).isFalse();
        find(IntegerField.class, view).single().setValue(4_000);
        assertThat(change.isEnabled()).isFalse();

        find(IntegerField.class, view).single().setValue(30);
        test(change).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("older than 30 days are removed within the hour, for good");
        test(find(Button.class, dialog).withText("Keep them shorter").single()).click();

        assertThat(client.days()).isEqualTo(30);
        assertThat(text(view)).contains("kept for 30 days");
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_said_and_stays_until_one_asks_again() {
        SettingsView view = page(Role.OWNER);
        find(IntegerField.class, view).single().setValue(60);
        client.overtake(30);
        Button change = find(Button.class, view).withText("Change…").single();
        test(change).click();
        test(find(Button.class).withText("Keep them shorter").single()).click();

        assertThat(client.days()).isEqualTo(30);
        assertThat(text(view)).contains("Someone else changed it meanwhile", "30 days");
        assertThat(find(IntegerField.class, view).single().getValue()).isEqualTo(60);

        test(change).click();
        test(find(Button.class).withText("Keep them longer").single()).click();
        assertThat(client.days()).isEqualTo(60);
    }

    @Test
    void keeping_them_longer_brings_nothing_back() {
        assertThat(SettingsView.effect(30, 90)).contains("does not come back");
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
