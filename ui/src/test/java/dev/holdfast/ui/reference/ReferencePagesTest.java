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
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.reference.ReferenceImportResult;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.contract.operator.reference.RetirementPreview;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.fake.FakeReferences;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.junit.jupiter.api.Test;

/** The page about reference values, without a browser. */
class ReferencePagesTest extends BrowserlessTest {
    private final FakeReferences client = new FakeReferences(false);

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_shows_what_its_address_says_the_newest_of_a_component_first() {
        assertThat(rows(page(client, Role.READER, "filter=toaster-control")))
                .extracting(ReferenceValueView::securityVersion)
                .containsExactly(15L, 14L, 13L, 12L);
        assertThat(rows(page(client, Role.READER, "state=RETIRED")))
                .singleElement()
                .satisfies(value -> assertThat(value.securityVersion()).isEqualTo(12));
    }

    @Test
    void a_digest_from_an_attestation_finds_its_value() {
        ReferenceValueView wanted = client.find(ReferenceState.TENTATIVE);

        assertThat(rows(page(client, Role.READER, "filter=" + wanted.digest().hex())))
                .containsExactly(wanted);
    }

    @Test
    void nothing_yet_and_nothing_that_matches_are_two_different_things() {
        assertThat(emptyText(page(new FakeReferences(true), Role.READER, "")))
                .contains("No reference values yet", "appears here by itself");
        assertThat(emptyText(page(client, Role.READER, "filter=zzz"))).contains("No matches", "Show all");
    }

    @Test
    void a_reader_sees_what_a_value_is_and_can_change_nothing() {
        page(client, Role.READER, open(client.find(ReferenceState.RETIRED)));

        assertThat(dialog())
                .contains("The web server in it can be crashed from outside", "Run by")
                .doesNotContain("Let it count again");
        assertThat(buttons()).doesNotContain("Import list", "Retire");
    }

    @Test
    void what_an_os_feed_brought_names_its_release_and_can_only_be_read() {
        ReferenceValueView kernel = client.page("contoso", "NormalWorldKernel", ReferenceOrigin.FEED, null, 0, 1)
                .values()
                .getFirst();
        assertThat(rows(page(client, Role.OWNER, "origin=FEED")))
                .contains(kernel)
                .allSatisfy(value -> assertThat(value.origin()).isEqualTo(ReferenceOrigin.FEED));

        page(client, Role.OWNER, open(kernel));

        assertThat(dialog())
                .contains("OS feed: 24.10 for MT3620AN in Retail", "belongs to the installation", "Show the OS feeds");
        assertThat(buttons()).doesNotContain("Retire");
    }

    @Test
    void a_retirement_says_who_loses_trust_before_it_is_done() {
        ReferenceValueView value =
                client.page("contoso", null, null, null, 1, 1).values().getFirst();
        page(client, Role.PUBLISHER, open(value));
        test(find(Button.class).withText("Retire").single()).click();
        Button act = find(Button.class)
                .withText("Retire, 172 devices will lose trust")
                .single();
        assertThat(act.isEnabled()).as("a reason is wanted").isFalse();

        find(TextArea.class).single().setValue("Hole in its web server");
        test(act).click();

        assertThat(client.asked).containsExactly("retire " + value.image().text() + " because Hole in its web server");
    }

    @Test
    void what_a_retirement_does_is_said_in_words() {
        assertThat(ReferenceWords.effect(new RetirementPreview(0, 0))).contains("No device reported it last");
        assertThat(ReferenceWords.effect(new RetirementPreview(3, 0))).contains("nothing gets worse");
        assertThat(ReferenceWords.effect(new RetirementPreview(3, 1))).contains("1 of them is trusted or outdated now");
    }

    @Test
    void lines_that_are_refused_are_named_and_stay_in_the_field() {
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
    void an_import_says_what_was_known_already() {
        assertThat(ReferenceDialog.ImportDialog.sentence(new ReferenceImportResult(2, 1)))
                .isEqualTo("2 reference values imported, 1 known already and left as it is");
    }

    @Test
    void every_query_survives_the_address() {
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

    private static String open(ReferenceValueView value) {
        return "value=" + ReferenceQuery.key(value);
    }

    private static ReferenceValuesView page(FakeReferences client, Role role, String query) {
        Me me = new Me("olivia", "Olivia", false, List.of(new Membership("contoso", "Contoso", role)));
        ReferenceValuesView view = new ReferenceValuesView(new SignedIn(new FakeSession(me)), client);
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

    private String dialog() {
        return find(Dialog.class).all().stream()
                .map(dialog -> dialog.getElement().getTextRecursively())
                .reduce("", String::concat);
    }

    private List<String> buttons() {
        return find(Button.class).all().stream().map(Button::getText).toList();
    }
}
