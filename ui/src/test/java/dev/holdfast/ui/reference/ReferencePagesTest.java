package dev.holdfast.ui.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.reference.FeedRelease;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeReferences;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

/** The page of reference values, without a browser. */
class ReferencePagesTest extends BrowserlessTest {
    private final FakeReferences client = new FakeReferences(false);

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_address_filters_the_list_and_the_highest_security_version_is_first() {
        assertThat(rows(page(client, Role.READER, "filter=toaster-control")))
                .extracting(ReferenceValueView::securityVersion)
                .containsExactly(15L, 14L, 13L, 12L);
        assertThat(rows(page(client, Role.READER, "state=RETIRED")))
                .singleElement()
                .satisfies(value -> assertThat(value.securityVersion()).isEqualTo(12));
    }

    @Test
    void a_filter_in_the_filter_language_applies_and_an_invalid_one_is_shown() {
        assertThat(rows(page(client, Role.READER, "filter=is:retired toaster-control")))
                .singleElement()
                .satisfies(value -> assertThat(value.securityVersion()).isEqualTo(12));
        assertThat(emptyText(page(client, Role.READER, "filter=is:gone"))).contains("This filter cannot be read");
    }

    @Test
    void a_digest_from_an_attestation_finds_its_value() {
        ReferenceValueView tentative = client.find(ReferenceState.TENTATIVE);

        assertThat(rows(page(client, Role.READER, "filter=" + tentative.digest().hex())))
                .containsExactly(tentative);
    }

    @Test
    void an_empty_list_and_a_search_without_matches_show_different_texts() {
        assertThat(emptyText(page(new FakeReferences(true), Role.READER, "")))
                .contains("No reference values yet", "Owners can also import a list.");
        assertThat(emptyText(page(client, Role.READER, "filter=zzz"))).contains("No matches", "Show all");
    }

    @Test
    void a_reader_sees_the_details_and_no_actions() {
        page(client, Role.READER, open(client.find(ReferenceState.RETIRED)));

        assertThat(dialog())
                .contains("The web server in it can be crashed from outside", "by their newest evidence")
                .doesNotContain("Restore");
        assertThat(buttons()).doesNotContain("Import list", "Retire");
    }

    @Test
    void a_malformed_address_of_a_value_shows_the_list_alone() {
        ReferenceValuesView view = page(client, Role.READER, "value=x.y");

        assertThat(rows(view)).isNotEmpty();
        assertThat(dialog()).isEmpty();
    }

    @Test
    void a_value_of_an_os_feed_shows_its_release_and_no_actions() {
        ReferenceValueView kernel = client.page("contoso", ListRequest.of("origin:feed NormalWorldKernel", 1))
                .items()
                .getFirst();
        assertThat(rows(page(client, Role.OWNER, "origin=FEED")))
                .contains(kernel)
                .allSatisfy(value -> assertThat(value.origin()).isEqualTo(ReferenceOrigin.FEED));

        page(client, Role.OWNER, open(kernel));

        assertThat(dialog())
                .contains("OS feed: 24.10 for MT3620AN in Retail", "Belongs to the installation", "Show OS feeds");
        assertThat(buttons()).doesNotContain("Retire");
    }

    @Test
    void values_of_two_manufacturers_with_the_same_ids_have_their_own_details() {
        ReferenceValueView kernel = client.page("contoso", ListRequest.of("origin:feed NormalWorldKernel", 1))
                .items()
                .getFirst();
        ReferenceValueView other = ofFabrikam(kernel);
        client.others.add(other);

        page(client, Role.OWNER, open(kernel));
        assertThat(dialog()).contains("OS feed: 24.10 for MT3620AN in Retail");

        page(client, Role.OWNER, open(other));
        assertThat(dialog()).contains("OS feed: 3.0 for FB100 in Retail");
    }

    private static ReferenceValueView ofFabrikam(ReferenceValueView value) {
        return new ReferenceValueView(
                value.type(),
                value.component(),
                value.image(),
                value.name(),
                value.digest(),
                value.securityVersion(),
                value.origin(),
                "fabrikam-silicon",
                value.addedAt(),
                value.addedBy(),
                value.state(),
                value.current(),
                null,
                "",
                "",
                List.of(new FeedRelease(UUID.randomUUID(), "FB100", "3.0", "Retail", false)));
    }

    @Test
    void a_retirement_first_shows_how_many_devices_lose_trust() {
        ReferenceValueView value = client.page(
                        "contoso", ListRequest.of(null, 1).after("1", 1))
                .items()
                .getFirst();
        page(client, Role.PUBLISHER, open(value));
        test(find(Button.class).withText("Retire").single()).click();
        Button retire = find(Button.class)
                .withText("Retire, 172 devices will lose trust")
                .single();
        assertThat(retire.isEnabled()).as("without a reason").isFalse();

        find(TextArea.class).single().setValue("Hole in its web server");
        test(retire).click();

        assertThat(client.asked).containsExactly("retire " + value.image().text() + " because Hole in its web server");
    }

    @Test
    void the_effect_of_a_retirement_depends_on_the_devices_that_run_it() {
        assertThat(ReferenceWords.effect(new RetirementPreview(0, 0))).contains("No device runs it");
        assertThat(ReferenceWords.effect(new RetirementPreview(3, 0))).contains("No device loses trust");
        assertThat(ReferenceWords.effect(new RetirementPreview(3, 1)))
                .contains("1 of 3 devices that run it will lose trust");
    }

    @Test
    void a_refused_import_names_the_lines_and_keeps_the_text() {
        page(client, Role.OWNER, "import");
        TextArea lines = find(TextArea.class).single();
        lines.setValue(ReferenceImport.HEADER + "\nApplications,a,b,c,nonsense,1\n");
        test(find(Button.class).withText("Import").single()).click();

        assertThat(dialog()).contains("Nothing was imported.", "line 2: the digest has 8 characters");
        assertThat(lines.getValue()).contains("nonsense");

        lines.setValue(ReferenceImport.HEADER + "\ngood\n");
        test(find(Button.class).withText("Import").single()).click();
        assertThat(client.asked).hasSize(1);
    }

    @Test
    void an_import_counts_values_that_were_already_known() {
        assertThat(ReferenceDialog.ImportDialog.sentence(new ReferenceImportResult(2, 1)))
                .isEqualTo("2 reference values imported, 1 already known");
    }

    @Test
    void every_query_can_be_read_back_from_its_address() {
        Arbitrary<String> words = Arbitraries.strings().ofMaxLength(12);
        Combinators.combine(
                        words,
                        Arbitraries.of(ReferenceQuery.ORIGINS).injectNull(0.3),
                        Arbitraries.of(ReferenceQuery.STATES).injectNull(0.3),
                        words)
                .as(ReferenceQuery::new)
                .sampleStream()
                .limit(500)
                .forEach(query -> assertThat(ReferenceQuery.parse(
                                QueryParameters.fromString(query.toParameters().getQueryString())))
                        .isEqualTo(query));
    }

    /** Returns the query of the address that opens the dialog of a reference value. */
    private static String open(ReferenceValueView value) {
        return "value=" + ReferenceQuery.key(value);
    }

    private static ReferenceValuesView page(FakeReferences client, Role role, String query) {
        Me me = new Me("olivia", "Olivia", false, List.of(new Membership("contoso", "Contoso", role)));
        ReferenceValuesView view = new ReferenceValuesView(
                new SignedIn(new FakeSession(me)),
                client,
                new FakeApprovalClient("olivia", List.of()),
                new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private List<ReferenceValueView> rows(ReferenceValuesView view) {
        return find(ReferenceGrid.class, view)
                .single()
                .getLazyDataView()
                .getItems()
                .toList();
    }

    private String emptyText(ReferenceValuesView view) {
        ReferenceGrid grid = find(ReferenceGrid.class, view).single();
        EmptyState state = (EmptyState) grid.getEmptyStateComponent();
        return state == null ? "" : state.getElement().getTextRecursively();
    }

    /** Returns the text of the open dialogs. */
    private String dialog() {
        return find(Dialog.class).all().stream()
                .map(dialog -> dialog.getElement().getTextRecursively())
                .reduce("", String::concat);
    }

    private List<String> buttons() {
        return find(Button.class).all().stream().map(Button::getText).toList();
    }
}
