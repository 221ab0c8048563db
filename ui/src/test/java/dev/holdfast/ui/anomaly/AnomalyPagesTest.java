package dev.holdfast.ui.anomaly;

import static dev.holdfast.ui.text.Texts.word;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeAnomalies;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of anomalies, without a browser. */
class AnomalyPagesTest extends BrowserlessTest {
    private final FakeAnomalies client = new FakeAnomalies(new FakeFleet());

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_has_a_title_a_meaning_and_a_remedy(AnomalyKind kind) {
        assertThat(List.of(word(kind), AnomalyCard.meaning(kind), AnomalyCard.remedy(kind)))
                .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
        assertThat(AnomalyCard.remedy(kind)).endsWith(".");
    }

    @Test
    void an_open_anomaly_shows_its_details_and_what_to_do() {
        assertThat(text(page("contoso", Role.READER, "")))
                .contains(
                        "3 anomalies · 2 devices",
                        "In two places at once",
                        "from 203.0.113 in boot 97",
                        "14 times, first",
                        "What to do:")
                .doesNotContain("Lab device on a slow link");
    }

    @Test
    void a_dismissed_anomaly_shows_the_person_and_the_reason() {
        assertThat(text(page("contoso", Role.READER, "show=dismissed")))
                .contains("1 anomaly", "Dismissed by olivia", "Lab device on a slow link");
    }

    @Test
    void an_empty_list_shows_no_anomalies() {
        assertThat(text(page("fabrikam", Role.READER, ""))).contains("No anomalies");
    }

    @Test
    void dismissing_requires_a_role_and_a_reason() {
        assertThat(find(Button.class, page("contoso", Role.READER, "")).all())
                .extracting(Button::getText)
                .containsExactly("How to filter");

        AnomaliesView view = page("contoso", Role.CONTRIBUTOR, "");
        test(find(Button.class, view).withText("Dismiss").all().getFirst()).click();
        Button dismiss = find(Button.class).withText("Dismiss").all().getLast();
        assertThat(dismiss.isEnabled()).isFalse();
        find(TextArea.class).single().setValue("A chip swapped in our lab");
        test(dismiss).click();

        assertThat(client.dismissed).containsExactly("ALTERNATING_NETWORKS because A chip swapped in our lab");
    }

    @Test
    void a_filter_without_a_chip_searches_all_anomalies_and_chips_keep_it() {
        AnomaliesView view = page("contoso", Role.READER, "filter=is:dismissed");

        assertThat(text(view)).contains("1 anomaly found · 1 device", "Lab device on a slow link");
        assertThat(find(Anchor.class, view).withText("Open").single().getHref())
                .contains("show=open", "filter=is%3Adismissed");
        assertThat(text(page("contoso", Role.READER, "show=open&filter=kind:alternating-networks")))
                .contains("1 anomaly found · 1 device", "In two places at once")
                .doesNotContain("One boot, two operating systems");
    }

    @Test
    void an_invalid_filter_names_the_character_and_hides_the_export() {
        AnomaliesView view = page("contoso", Role.READER, "filter=kind:ghost");

        assertThat(text(view)).contains("This filter cannot be read");
        assertThat(find(FilterBox.class, view).single().getErrorMessage()).contains("Character 6");
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
    }

    @Test
    void a_filter_that_is_too_long_together_with_a_chip_is_refused() {
        String longest = "x".repeat(FilterReader.MAX_LENGTH);

        assertThat(text(page("contoso", Role.READER, "show=all&filter=" + longest)))
                .doesNotContain("This filter cannot be read");
        assertThat(text(page("contoso", Role.READER, "show=open&filter=" + longest)))
                .contains("This filter cannot be read", "a filter has at most 1000 characters");
    }

    @Test
    void a_filter_without_matches_links_to_all_anomalies() {
        AnomaliesView view = page("fabrikam", Role.READER, "filter=kind:alternating-networks");

        assertThat(text(view)).contains("No matches");
        assertThat(find(Anchor.class, view).withText("Show all").single().getHref())
                .isEqualTo("c/fabrikam/anomalies?show=all");
    }

    @Test
    void a_long_list_shows_more_on_request_and_the_number_of_shown_rows() {
        client.times = 20;
        AnomaliesView view = page("contoso", Role.READER, "");
        assertThat(text(view)).contains("At least 50 anomalies", "The first 50 are shown.");
        assertThat(find(AnomalyCard.class, view).all()).hasSize(50);

        test(find(Button.class, view).withText("Show more").single()).click();

        assertThat(find(AnomalyCard.class, view).all()).hasSize(60);
        assertThat(text(view)).contains("All 60 are shown.");
        assertThat(find(Button.class, view).withText("Show more").all()).isEmpty();
    }

    /** Opens the page for a person with a role in the catalog. {@code query} is the query of the page's address. */
    private AnomaliesView page(String catalog, Role role, String query) {
        Me me = new Me("olivia", "Olivia", false, List.of(new Membership(catalog, "Contoso", role)));
        AnomaliesView view = new AnomaliesView(
                new SignedIn(new FakeSession(me)),
                client,
                new FakeRevocations(),
                new FakeApprovalClient("olivia"),
                new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private static String text(AnomaliesView view) {
        return view.getElement().getTextRecursively();
    }
}
