package dev.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePolicies;
import dev.holdfast.ui.fake.FakeReplays;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pages about policies, without a browser. */
class PolicyPagesTest extends BrowserlessTest {
    private final FakePolicies client = new FakePolicies(new FakeFleet());

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_candidate_is_shown_by_what_it_changes_and_leads_to_its_replay() {
        PolicyDetailView view = policy(Role.CONTRIBUTOR, "catalog", "versions", "");

        assertThat(text(view))
                .contains(
                        "Version 3 decides",
                        "Policy: what changed since version 3",
                        "effect: refuse",
                        "effect: repair-only",
                        "lines alike",
                        "Replay version 4");
    }

    @Test
    void who_may_only_look_is_offered_nothing_else() {
        assertThat(buttons(policy(Role.READER, "catalog", "versions", ""))).isEmpty();
        assertThat(buttons(report(Role.READER, FakeReplays.CHANGING, ""))).isEmpty();
        assertThat(buttons(report(Role.READER, FakeReplays.RUNNING, ""))).isEmpty();
        assertThat(text(editor(Role.READER, "catalog"))).contains("Writing policies is for contributors");
    }

    @Test
    void a_contributor_may_replay_and_a_publisher_may_also_activate() {
        assertThat(buttons(report(Role.CONTRIBUTOR, FakeReplays.CHANGING, ""))).isEmpty();
        assertThat(buttons(report(Role.PUBLISHER, FakeReplays.CHANGING, ""))).containsExactly("Activate version 4");
        assertThat(buttons(policy(Role.PUBLISHER, "catalog", "versions", ""))).contains("Roll back");
        assertThat(buttons(policy(Role.CONTRIBUTOR, "catalog", "versions", ""))).doesNotContain("Roll back");
    }

    @Test
    void a_report_says_which_devices_would_change_from_what_to_what_and_why() {
        assertThat(text(report(Role.OWNER, FakeReplays.CHANGING, "")))
                .contains(
                        "8 of 240 devices would change",
                        "Outdated",
                        "Untrusted",
                        "measurement-outdated",
                        "4 of 7 decided otherwise",
                        "sent no evidence in that time");
    }

    @Test
    void that_nothing_would_change_is_a_good_answer_and_one_that_was_used_cannot_be_used_again() {
        String page = text(report(Role.OWNER, FakeReplays.CALM, ""));

        assertThat(page).contains("Nothing would change for 240 devices.", "Version 3 became active since.");
        assertThat(page).doesNotContain("Activate version", "Devices that would change");
    }

    @Test
    void a_report_that_something_overtook_can_be_made_again_and_not_used() {
        assertThat(buttons(report(Role.OWNER, FakeReplays.OVERTAKEN, ""))).containsExactly("Replay again");
    }

    @Test
    void an_activation_says_its_effect_and_that_it_takes_two_people() {
        assertThat(PolicyDialogs.effect(client.replay("contoso", FakeReplays.CHANGING.toString()), true))
                .isEqualTo(
                        "By the replayed evidence 8 of 240 devices would change, each at its next attestation. Nothing is"
                                + " known about 3 devices that sent no evidence in that time. This catalog wants two people: it counts"
                                + " once somebody else with the Publisher role approves.");
    }

    @Test
    void an_activation_refers_to_the_report_that_was_seen() {
        ReplayReportView view = report(Role.PUBLISHER, FakeReplays.CHANGING, "");
        test(find(Button.class, view).withText("Activate version 4").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        Button ask = find(Button.class).withText("Ask for approval").single();
        assertThat(ask.isEnabled()).as("a reason is wanted").isFalse();

        find(TextArea.class, dialog).single().setValue("Two systems are left");
        test(ask).click();

        assertThat(client.asked).containsExactly(new NewActivation(4, FakeReplays.CHANGING, "Two systems are left"));
    }

    @Test
    void a_problem_leads_to_its_line_and_says_what_would_do() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        find(TextArea.class, view).all().getFirst().setValue("oops");
        test(find(Button.class, view).withText("Check").single()).click();

        assertThat(text(view))
                .contains("2 problems: it cannot be saved like this.", "Policy, line 16", "Write item.verdict.");
    }

    @Test
    void a_test_case_that_fails_says_what_was_decided_instead() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        find(TextArea.class, view).all().getFirst().setValue("fails");
        test(find(Button.class, view).withText("Check").single()).click();

        assertThat(text(view))
                .contains("1 of 2 test cases fails", "It decides refuse, and the case expects repair-only.");
    }

    @Test
    void what_is_refused_stays_in_the_editor_and_what_is_good_is_saved_with_its_reason() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        TextArea text = find(TextArea.class, view).all().getFirst();
        Button save = find(Button.class, view).withText("Save as candidate").single();
        find(TextField.class, view).single().setValue("Nothing old any more");
        text.setValue("oops");
        test(save).click();
        assertThat(text(view)).contains("2 problems: it cannot be saved like this.", "Policy, line 16");
        assertThat(text.getValue()).isEqualTo("oops");

        text.setValue("title: good");
        test(save).click();
        assertThat(client.asked)
                .singleElement()
                .isInstanceOfSatisfying(
                        NewPolicyVersion.class,
                        saved -> assertThat(saved.comment()).isEqualTo("Nothing old any more"));
    }

    @Test
    void a_new_version_begins_with_the_active_one_even_if_a_newer_text_was_saved() {
        PolicyView policy = client.policy("contoso", "catalog");
        assertThat(policy.newestVersion()).isGreaterThan(policy.activeVersion());

        assertThat(text(editor(Role.CONTRIBUTOR, "catalog")))
                .contains("begins with version " + policy.activeVersion() + " of the catalog's policy");
    }

    @Test
    void a_policy_that_ships_was_saved_at_no_time() {
        PolicyVersionView saved = client.versions("catalog").getFirst();
        PolicyVersionView shipped = new PolicyVersionView(
                saved.policy(),
                saved.version(),
                saved.state(),
                saved.title(),
                saved.author(),
                Instant.EPOCH,
                saved.comment(),
                saved.rules(),
                saved.cases());

        assertThat(PolicyLists.saved(shipped).getElement().getTextRecursively()).isEqualTo("With Holdfast");
        assertThat(PolicyLists.saved(saved).getElement().getTextRecursively()).contains(" by ");
    }

    @Test
    void the_editor_begins_with_what_decides_where_there_is_no_policy_yet() {
        PolicyEditorView view = editor(
                Role.CONTRIBUTOR, client.policies("contoso", "Kettle").getLast().key());

        assertThat(text(view)).contains("begins with version 3 of the catalog's policy");
    }

    @Test
    void a_policy_shows_the_activation_that_waits_for_a_second_person() {
        assertThat(text(policy(Role.OWNER, FakePolicies.GROUP, "versions", "")))
                .contains("Waits for a second person", "The kernel hole of October must not come back", "Approve");
    }

    @Test
    void the_history_tells_rollbacks_and_both_people() {
        assertThat(text(policy(Role.READER, "catalog", "history", "")))
                .contains(
                        "Rolled back from version 3 to version 2",
                        "olivia, approved by pavel",
                        "Activated version 1",
                        "Half of the kettles went dark");
    }

    @Test
    void a_rollback_is_offered_as_long_as_an_activation_is_left_to_take_back() {
        assertThat(canGoBack()).isFalse();
        assertThat(canGoBack(activation(false))).isTrue();
        assertThat(canGoBack(activation(true), activation(false))).isFalse();
        assertThat(canGoBack(activation(true), activation(false), activation(false)))
                .isTrue();
    }

    private static boolean canGoBack(ActivationView... newestFirst) {
        return PolicyLists.canGoBack(
                LinkedPages.of(100, (cursor, limit) -> new LinkedPages.Page<>(List.of(newestFirst), null)));
    }

    private static ActivationView activation(boolean rollback) {
        return new ActivationView(1, 0, rollback, Instant.EPOCH, "olivia", null, null, "For a test");
    }

    @Test
    void more_versions_than_a_page_are_shown_when_somebody_asks_and_any_of_them_by_its_address() {
        client.newest(130);
        PolicyDetailView view = policy(Role.READER, "catalog", "versions", "version=2");
        assertThat(text(view)).contains("The first 100 are shown.", "Version 31Candidate", ", version 2");
        assertThat(find(RowTable.class, view).single().getBody().getRowCount()).isEqualTo(100);

        test(find(Button.class, view).withText("Show more").single()).click();

        assertThat(text(view)).contains("All 130 are shown.");
        assertThat(find(RowTable.class, view).single().getBody().getRowCount()).isEqualTo(130);
    }

    @Test
    void a_version_that_is_not_there_is_said_so() {
        assertThat(text(policy(Role.READER, "catalog", "versions", "version=9")))
                .contains("There is no version 9", "Show the newest version");
    }

    private PolicyDetailView policy(Role role, String key, String tab, String query) {
        return open(
                new PolicyDetailView(signedIn("olivia", role), client, new FakeApprovalClient("olivia")),
                role,
                Map.of("catalog", "contoso", "policy", key, "tab", tab),
                query,
                PolicyDetailView::show);
    }

    private ReplayReportView report(Role role, UUID replay, String query) {
        return open(
                new ReplayReportView(signedIn("olivia", role), client, new FakeApprovalClient("olivia")),
                role,
                Map.of("catalog", "contoso", "replay", replay.toString()),
                query,
                ReplayReportView::show);
    }

    private PolicyEditorView editor(Role role, String key) {
        return open(
                new PolicyEditorView(signedIn("olivia", role), client),
                role,
                Map.of("catalog", "contoso", "policy", key),
                "",
                PolicyEditorView::show);
    }

    private interface Shown<T> {
        void show(T view, Visit visit);
    }

    private static <T extends CatalogPage> T open(
            T view, Role role, Map<String, String> path, String query, Shown<T> shown) {
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        shown.show(
                view,
                new Visit("contoso", List.of(role), new RouteParameters(path), QueryParameters.fromString(query)));
        return view;
    }

    private static SignedIn signedIn(String person, Role role) {
        return new SignedIn(new FakeSession(
                new Me(person, person, false, List.of(new Membership("contoso", "Contoso Appliances", role)))));
    }

    private static String text(CatalogPage view) {
        return view.getElement().getTextRecursively();
    }

    /** Returns the words of the buttons that do something; those that copy or lead to a line are none. */
    private List<String> buttons(CatalogPage view) {
        return find(Button.class, view).all().stream()
                .filter(button -> !button.hasClassName("hf-copy"))
                .map(Button::getText)
                .toList();
    }
}
