package dev.holdfast.ui.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeAlertViews;
import dev.holdfast.ui.fake.FakeAlerts;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeSession;
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

    private static String text(AlertsView view) {
        return view.getElement().getTextRecursively();
    }
}
