package dev.holdfast.ui.anomaly;

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

/** The page about anomalies, without a browser. */
class AnomalyPagesTest extends BrowserlessTest {
    private final FakeAnomalies client = new FakeAnomalies(new FakeFleet());

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_says_what_it_means_and_what_to_do(AnomalyKind kind) {
        AnomalyCard.AnomalyWords words = AnomalyCard.AnomalyWords.of(kind);

        assertThat(List.of(words.title(), words.meaning(), words.remedy()))
                .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
        assertThat(words.remedy()).endsWith(".");
    }

    @Test
    void open_ones_say_what_happened_what_it_means_and_what_to_do() {
        assertThat(text(page("contoso", Role.READER, "")))
                .contains(
                        "3 anomalies · 2 devices",
                        "In two places at once",
                        "from 203.0.113 in boot 97",
                        "14 times since",
                        "What to do: ")
                .doesNotContain("Lab device on a slow link");
    }

    @Test
    void dismissed_ones_say_by_whom_and_why() {
        assertThat(text(page("contoso", Role.READER, "show=dismissed")))
                .contains("1 dismissed anomaly", "olivia dismissed it", "Lab device on a slow link");
    }

    @Test
    void nothing_suspicious_is_a_good_answer() {
        assertThat(text(page("fabrikam", Role.READER, ""))).contains("Nothing is suspicious");
    }

    @Test
    void only_who_may_dismisses_and_never_without_a_reason() {
        assertThat(find(Button.class, page("contoso", Role.READER, "")).all())
                .extracting(Button::getText)
                .containsExactly("How to filter");

        AnomaliesView view = page("contoso", Role.CONTRIBUTOR, "");
        test(find(Button.class, view).withText("Dismiss").all().getFirst()).click();
        Button act = find(Button.class).withText("Dismiss").all().getLast();
        assertThat(act.isEnabled()).isFalse();
        find(TextArea.class).single().setValue("A chip swapped in our lab");
        test(act).click();

        assertThat(client.dismissed).containsExactly("TWO_PLACES because A chip swapped in our lab");
    }

    @Test
    void a_filter_alone_looks_through_all_of_them_and_a_chip_keeps_it() {
        AnomaliesView view = page("contoso", Role.READER, "filter=is:dismissed");

        assertThat(text(view)).contains("1 anomaly found · 1 device", "Lab device on a slow link");
        assertThat(find(Anchor.class, view).withText("Open").single().getHref())
                .contains("show=open", "filter=is%3Adismissed");
        assertThat(text(page("contoso", Role.READER, "show=open&filter=kind:two-places")))
                .contains("1 anomaly found · 1 device", "In two places at once")
                .doesNotContain("One boot, two operating systems");
    }

    @Test
    void a_filter_that_cannot_be_read_is_named_at_its_character_and_nothing_is_taken_along() {
        AnomaliesView view = page("contoso", Role.READER, "filter=kind:ghost");

        assertThat(text(view)).contains("This filter cannot be read");
        assertThat(find(FilterBox.class, view).single().getErrorMessage()).contains("Character 6");
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
    }

    @Test
    void a_filter_that_is_too_long_only_together_with_a_chip_is_refused_before_anybody_asks() {
        String longest = "x".repeat(FilterReader.LONGEST);

        assertThat(text(page("contoso", Role.READER, "show=all&filter=" + longest)))
                .doesNotContain("This filter cannot be read");
        assertThat(text(page("contoso", Role.READER, "show=open&filter=" + longest)))
                .contains("This filter cannot be read", "together a filter has at most 1000 characters");
    }

    @Test
    void one_that_nothing_meets_says_so_and_leads_to_all() {
        AnomaliesView view = page("fabrikam", Role.READER, "filter=kind:two-places");

        assertThat(text(view)).contains("No matches");
        assertThat(find(Anchor.class, view).withText("Show all").single().getHref())
                .isEqualTo("c/fabrikam/anomalies?show=all");
    }

    @Test
    void a_long_list_goes_on_when_somebody_asks_and_says_how_much_is_shown() {
        client.times = 20;
        AnomaliesView view = page("contoso", Role.READER, "");
        assertThat(text(view)).contains("At least 50 anomalies", "The first 50 are shown.");
        assertThat(find(AnomalyCard.class, view).all()).hasSize(50);

        test(find(Button.class, view).withText("Show more").single()).click();

        assertThat(find(AnomalyCard.class, view).all()).hasSize(60);
        assertThat(text(view)).contains("All 60 are shown.");
        assertThat(find(Button.class, view).withText("Show more").all()).isEmpty();
    }

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
