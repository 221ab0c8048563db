package dev.holdfast.ui.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeAlertViews;
import dev.holdfast.ui.fake.FakeAlerts;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of alerts, without a browser. */
class AlertsPageTest extends BrowserlessTest {
    private final FakeAlerts client = new FakeAlerts(new FakeFleet());

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_shows_active_alerts_with_their_numbers_newest_first() {
        AlertsView view = page("contoso", Role.READER, "");

        assertThat(text(view))
                .contains(
                        "6 alerts",
                        "Active6Mine1Unassigned4Critical3SuppressedResolvedAll",
                        "Devices fail attestation: measurement-unknown.",
                        "A rollout halted in Toaster / Production.",
                        "Acknowledgedolivia")
                .doesNotContain("Updates fail on devices");
        assertThat(titles(view)).first().isEqualTo("Devices fail attestation: measurement-unknown.");
    }

    @Test
    void views_select_alerts_and_keep_the_filter() {
        assertThat(titles(page("contoso", Role.READER, "show=mine")))
                .containsExactly("Devices may be cloned or tampered with: BOOT_FORKED.");
        assertThat(titles(page("contoso", Role.READER, "show=unassigned"))).hasSize(4);
        assertThat(titles(page("contoso", Role.READER, "show=critical"))).hasSize(3);
        assertThat(titles(page("contoso", Role.READER, "show=suppressed"))).hasSize(1);
        assertThat(titles(page("contoso", Role.READER, "show=resolved"))).hasSize(1);
        assertThat(titles(page("contoso", Role.READER, "show=all"))).hasSize(8);

        AlertsView view = page("contoso", Role.READER, "filter=rule:update-failed");
        assertThat(text(view)).contains("1 alert found");
        assertThat(find(Anchor.class, view).withText("Mine").all()).isEmpty();
        assertThat(find(Anchor.class, view).all())
                .extracting(Anchor::getHref)
                .anyMatch(link -> link.contains("show=mine") && link.contains("filter=rule%3Aupdate-failed"));
    }

    @Test
    void an_order_is_in_the_address() {
        assertThat(titles(page("contoso", Role.READER, "sort=-devices&show=all")))
                .first()
                .isEqualTo("Devices fail attestation: measurement-unknown.");
    }

    @Test
    void empty_lists_and_invalid_filters_say_why() {
        assertThat(text(page("fabrikam", Role.READER, ""))).contains("No active alerts");
        assertThat(text(page("fabrikam", Role.READER, "show=mine"))).contains("No alerts", "Show active alerts");
        assertThat(text(page("contoso", Role.READER, "filter=teapot"))).contains("No matches");
        AlertsView view = page("contoso", Role.READER, "filter=is:odd");
        assertThat(text(view)).contains("This filter cannot be read");
        assertThat(find(FilterBox.class, view).single().getErrorMessage()).contains("Character 4");
    }

    @Test
    void a_refresh_shows_new_events_and_keeps_the_cards() {
        AlertsView view = page("contoso", Role.READER, "sort=-last");
        Anchor before = link(view, "A rollout halted");
        client.happen(FakeAlertViews.id(2));

        view.refresh();

        assertThat(titles(view)).first().isEqualTo("A rollout halted in Toaster / Production.");
        assertThat(link(view, "A rollout halted")).isSameAs(before);
        assertThat(text(view)).contains("1 device");
    }

    @Test
    void the_open_alert_shows_what_to_do_its_numbers_its_devices_and_its_timeline() {
        AlertsView view = page("contoso", Role.READER, open(1));

        assertThat(text(find(AlertPanel.class, view).single()))
                .contains(
                        "CriticalOpenDevices fail attestation: measurement-unknown.",
                        "What to do: Open one of the devices",
                        "Affected now6 devices",
                        "Events since it opened7",
                        "code: measurement-unknown",
                        "Opened");
        assertThat(find(Anchor.class, view)
                        .withText("Show in the device list")
                        .single()
                        .getHref())
                .startsWith("c/contoso/devices?filter=id%3A");
        assertThat(find(Button.class, find(AlertPanel.class, view).single()).all())
                .extracting(Button::getText)
                .containsExactly("Copy link");
    }

    @Test
    void a_halted_rollout_and_waiting_approvals_are_one_click_away() {
        assertThat(find(Anchor.class, page("contoso", Role.READER, open(2)))
                        .withText("Open rollout")
                        .single()
                        .getHref())
                .isEqualTo("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.HALTED));
        assertThat(find(Anchor.class, page("contoso", Role.READER, open(5)))
                        .withText("Open approvals")
                        .single()
                        .getHref())
                .isEqualTo("c/contoso/approvals");
    }

    @Test
    void a_missing_alert_says_so_beside_the_list() {
        assertThat(text(page("contoso", Role.READER, "alert=" + FakeAlertViews.id(77))))
                .contains("Alert not found", "A rollout halted");
    }

    @Test
    void a_refresh_keeps_an_unsent_comment_and_shows_new_steps() {
        AlertsView view = page("contoso", Role.CONTRIBUTOR, open(1));
        TextField comment =
                find(TextField.class, find(AlertPanel.class, view).single()).single();
        comment.setValue("Looking at");
        client.happen(FakeAlertViews.id(1));

        view.refresh();

        assertThat(text(view)).contains("Affected now7 devices");
        assertThat(comment.getValue()).isEqualTo("Looking at");
        assertThat(comment.isAttached()).isTrue();
        comment.setValue("The oven line uses an unreleased build");
        click("Add comment");
        assertThat(client.actions).containsExactly("COMMENT 1 alert: The oven line uses an unreleased build");
        assertThat(text(view)).contains("The oven line uses an unreleased build");
        assertThat(comment.getValue()).isEmpty();
    }

    @Test
    void an_alert_is_acknowledged_suppressed_and_resolved() {
        AlertsView view = page("contoso", Role.CONTRIBUTOR, open(3));
        click("Acknowledge");
        assertThat(text(find(AlertPanel.class, view).single())).contains("WarningAcknowledged", "Assigned toolivia");

        click("Suppress…");
        Button suppress = button("Suppress");
        assertThat(suppress.isEnabled()).isFalse();
        find(TextField.class, find(FormDialog.class).single()).single().setValue("Known, fixed in version 15");
        test(suppress).click();
        assertThat(text(find(AlertPanel.class, view).single())).contains("Suppressed until", "Known, fixed in version");

        click("Resolve…");
        test(button("Resolve")).click();
        assertThat(button("Reopen").isEnabled()).isTrue();
        assertThat(client.actions)
                .containsExactly(
                        "ACKNOWLEDGE 1 alert", "SUPPRESS 1 alert: Known, fixed in version 15", "RESOLVE 1 alert");
    }

    @Test
    void selected_alerts_are_acknowledged_together() {
        AlertsView view = page("contoso", Role.CONTRIBUTOR, "");
        List<Checkbox> boxes = find(Checkbox.class, view).all();
        assertThat(find(AlertBar.class, view).all()).isEmpty();
        test(boxes.get(0)).click();
        test(boxes.get(1)).click();
        AlertBar bar = find(AlertBar.class, view).single();
        assertThat(text(bar)).contains("2 selected");

        test(find(Button.class, bar).withText("Acknowledge").single()).click();

        assertThat(client.actions).containsExactly("ACKNOWLEDGE 2 alerts");
        assertThat(text(bar)).contains("2 selected");
        test(find(Button.class, bar).withText("Clear").single()).click();
        assertThat(find(AlertBar.class, view).all()).isEmpty();
        assertThat(find(Checkbox.class, view).all()).noneMatch(Checkbox::getValue);
    }

    @Test
    void readers_cannot_act() {
        AlertsView view = page("contoso", Role.READER, open(1));
        assertThat(find(Checkbox.class, view).all()).isEmpty();
        assertThat(find(Button.class, view).withText("Acknowledge").all()).isEmpty();
        assertThat(find(TextField.class, view).all()).hasSize(1);
    }

    private static String open(int number) {
        return "alert=" + FakeAlertViews.id(number);
    }

    private Button button(String words) {
        return find(Button.class).withText(words).single();
    }

    private void click(String words) {
        test(button(words)).click();
    }

    private Anchor link(AlertsView view, String title) {
        return find(Anchor.class, view).all().stream()
                .filter(anchor -> anchor.getText().startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    private List<String> titles(AlertsView view) {
        return find(AlertCard.class, view).all().stream()
                .map(card -> find(Anchor.class, card).single().getText())
                .toList();
    }

    /** Opens the page for the person olivia with a role in the catalog. {@code query} is the query of the page's address. */
    private AlertsView page(String catalog, Role role, String query) {
        Me me = new Me("olivia", "Olivia", false, List.of(new Membership(catalog, "Contoso", role)));
        AlertsView view = new AlertsView(new SignedIn(new FakeSession(me)), client);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private static String text(Component part) {
        return part.getElement().getTextRecursively();
    }
}
