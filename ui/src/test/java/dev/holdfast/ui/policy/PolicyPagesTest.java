package dev.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.IntegerField;
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

/** The pages of policies, replays and the policy editor, without a browser. */
class PolicyPagesTest extends BrowserlessTest {
    private final FakePolicies client = new FakePolicies(new FakeFleet());

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_candidate_shows_its_changes_and_a_replay_button() {
        PolicyDetailView view = policy(Role.CONTRIBUTOR, "catalog", "versions", "");

        assertThat(text(view))
                .contains(
                        "Version 3 is active",
                        "Policy: changes since version 3",
                        "effect: refuse",
                        "effect: repair-only",
                        "unchanged lines",
                        "Replay version 4");
    }

    @Test
    void a_reader_sees_no_actions() {
        assertThat(buttons(policy(Role.READER, "catalog", "versions", ""))).isEmpty();
        assertThat(buttons(report(Role.READER, FakeReplays.CHANGING, ""))).isEmpty();
        assertThat(buttons(report(Role.READER, FakeReplays.RUNNING, ""))).isEmpty();
        assertThat(text(editor(Role.READER, "catalog"))).contains("You cannot write policies");
    }

    @Test
    void a_publisher_can_activate_and_roll_back_but_a_contributor_cannot() {
        assertThat(buttons(report(Role.CONTRIBUTOR, FakeReplays.CHANGING, ""))).isEmpty();
        assertThat(buttons(report(Role.PUBLISHER, FakeReplays.CHANGING, ""))).containsExactly("Activate version 4");
        assertThat(buttons(policy(Role.PUBLISHER, "catalog", "versions", ""))).contains("Roll back");
        assertThat(buttons(policy(Role.CONTRIBUTOR, "catalog", "versions", ""))).doesNotContain("Roll back");
    }

    @Test
    void a_report_lists_the_devices_that_would_change_with_reasons() {
        assertThat(text(report(Role.OWNER, FakeReplays.CHANGING, "")))
                .contains(
                        "8 of 240 devices would change",
                        "Outdated",
                        "Untrusted",
                        "measurement-outdated",
                        "4 of 7 decided differently",
                        "sent no evidence in that time");
    }

    @Test
    void an_activated_replay_cannot_be_activated_again() {
        String page = text(report(Role.OWNER, FakeReplays.CALM, ""));

        assertThat(page).contains("Nothing would change for 240 devices.", "Version 3 became active since.");
        assertThat(page).doesNotContain("Activate version", "Devices that would change");
    }

    @Test
    void an_outdated_replay_can_only_be_repeated() {
        assertThat(buttons(report(Role.OWNER, FakeReplays.SUPERSEDED, ""))).containsExactly("Replay again");
    }

    @Test
    void an_activation_states_its_effect_and_the_required_approval() {
        String replay = FakeReplays.CHANGING.toString();
        assertThat(PolicyDialogs.effect(
                        client.replay("contoso", replay), client.activationImpact("contoso", replay), true))
                .isEqualTo(
                        "The replay predicts changes for 8 of 240 devices, at their next attestation. 1 offline device changes when"
                                + " back. Nine of ten devices make contact within 12 min. Devices that are online attest before"
                                + " 2026-11-27 08:00:00\u00a0Z, or lose their certificates. No result for 3 devices that sent no evidence in that time. Takes effect after"
                                + " someone else approves it.");
    }

    @Test
    void an_activation_refers_to_the_shown_replay() {
        ReplayReportView view = report(Role.PUBLISHER, FakeReplays.CHANGING, "");
        test(find(Button.class, view).withText("Activate version 4").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(dialog.getElement().getTextRecursively())
                .contains("Outdated", "Untrusted", "1 offline device changes when back.");
        Button request = find(Button.class).withText("Request approval").single();
        assertThat(request.isEnabled()).as("without a reason").isFalse();

        find(TextArea.class, dialog).single().setValue("Two systems are left");
        test(request).click();

        assertThat(client.asked).containsExactly(new NewActivation(4, FakeReplays.CHANGING, "Two systems are left"));
    }

    @Test
    void a_problem_links_to_its_line_and_suggests_a_fix() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        find(TextArea.class, view).all().getFirst().setValue("oops");
        test(find(Button.class, view).withText("Check").single()).click();

        assertThat(text(view)).contains("2 problems. Fix before you save.", "Policy, line 16", "Write item.verdict.");
    }

    @Test
    void a_failed_test_case_shows_the_actual_decision() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        find(TextArea.class, view).all().getFirst().setValue("fails");
        test(find(Button.class, view).withText("Check").single()).click();

        assertThat(text(view))
                .contains("1 of 2 test cases failed.", "It decides refuse, and the case expects repair-only.");
    }

    @Test
    void a_refused_policy_stays_in_the_editor_and_a_valid_one_is_saved_with_its_reason() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, "catalog");
        TextArea text = find(TextArea.class, view).all().getFirst();
        Button save = find(Button.class, view).withText("Save as candidate").single();
        find(TextField.class, view).single().setValue("Nothing old any more");
        text.setValue("oops");
        test(save).click();
        assertThat(text(view)).contains("2 problems. Fix before you save.", "Policy, line 16");
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
    void a_new_version_starts_from_the_active_one_and_not_from_a_newer_candidate() {
        PolicyView policy = client.policy("contoso", "catalog");
        assertThat(policy.newestVersion()).isGreaterThan(policy.activeVersion());

        assertThat(text(editor(Role.CONTRIBUTOR, "catalog")))
                .contains("based on version " + policy.activeVersion() + " of the catalog policy");
    }

    @Test
    void the_built_in_policy_has_no_save_time() {
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

        assertThat(PolicyLists.saved(shipped).getElement().getTextRecursively()).isEqualTo("Built-in");
        assertThat(PolicyLists.saved(saved).getElement().getTextRecursively()).contains(" by ");
    }

    @Test
    void the_editor_starts_from_the_inherited_policy_if_there_is_no_own_policy() {
        PolicyEditorView view = editor(
                Role.CONTRIBUTOR,
                client.policies("contoso", "attestation", "product:Kettle")
                        .getLast()
                        .key());

        assertThat(text(view)).contains("based on version 3 of the catalog policy");
    }

    @Test
    void a_policy_shows_its_pending_approval() {
        assertThat(text(policy(Role.OWNER, FakePolicies.GROUP, "versions", "")))
                .contains("Pending", "The kernel hole of October must not come back", "Approve");
    }

    @Test
    void the_history_shows_rollbacks_and_approvers() {
        assertThat(text(policy(Role.READER, "catalog", "history", "")))
                .contains(
                        "Rolled back from version 3 to version 2",
                        "olivia, approved by pavel",
                        "Activated version 1",
                        "Half of the kettles went dark");
    }

    @Test
    void rollback_is_offered_while_an_activation_is_left_to_undo() {
        assertThat(canRollBack()).isFalse();
        assertThat(canRollBack(activation(false))).isTrue();
        assertThat(canRollBack(activation(true), activation(false))).isFalse();
        assertThat(canRollBack(activation(true), activation(false), activation(false)))
                .isTrue();
    }

    private static boolean canRollBack(ActivationView... newestFirst) {
        return PolicyLists.canRollBack(
                LinkedPages.of(100, (cursor, limit) -> new LinkedPages.Page<>(List.of(newestFirst), null)));
    }

    private static ActivationView activation(boolean rollback) {
        return new ActivationView(1, 0, rollback, Instant.EPOCH, "olivia", null, null, "For a test");
    }

    @Test
    void a_long_list_of_versions_is_paged_and_each_version_has_an_address() {
        client.newest(130);
        PolicyDetailView view = policy(Role.READER, "catalog", "versions", "version=2");
        assertThat(text(view)).contains("The first 100 are shown.", "Version 31Candidate", ", version 2");
        assertThat(find(RowTable.class, view).single().getBody().getRowCount()).isEqualTo(100);

        test(find(Button.class, view).withText("Show more").single()).click();

        assertThat(text(view)).contains("All 130 are shown.");
        assertThat(find(RowTable.class, view).single().getBody().getRowCount()).isEqualTo(130);
    }

    @Test
    void an_unknown_version_is_reported() {
        assertThat(text(policy(Role.READER, "catalog", "versions", "version=9")))
                .contains("Version 9 not found", "Show newest version");
    }

    @Test
    void an_update_policy_shows_its_effect_by_group_instead_of_a_replay() {
        PolicyDetailView view = policy(Role.PUBLISHER, "update-catalog", "versions", "");

        assertThat(text(view))
                .contains(
                        "The offer changes for 8 of 240 devices.",
                        "Toaster / Production",
                        "Newly offered: 1 device of part MT3620AN: OS 26.09 → 26.10.",
                        "Newly offered devices download 2.0 MiB in total.",
                        "Nine of ten devices make contact within 12 min.",
                        "No longer offered: 7 devices of part MT3620AN: OS not attested → 26.10.",
                        "Newly held devices do not download 14.0 MiB.");
        assertThat(text(view)).doesNotContain("Replay");
        test(find(Button.class, view).withText("Activate version 1").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        find(TextArea.class, dialog).single().setValue("Shops are open by day");
        test(find(Button.class).withText("Request approval").single()).click();

        assertThat(client.asked).containsExactly(new NewActivation(1, null, "Shops are open by day"));
    }

    @Test
    void an_update_policy_that_never_opens_is_a_warning_in_the_preview_and_before_the_activation() {
        String warning = "Devices of Toaster / Production cannot install updates in the next 7 days.";
        assertThat(text(policy(Role.PUBLISHER, "update-catalog", "versions", "")))
                .doesNotContain(warning);
        client.neverOpens = true;
        PolicyDetailView view = policy(Role.PUBLISHER, "update-catalog", "versions", "");

        test(find(Button.class, view).withText("Activate version 1").single()).click();

        assertThat(text(view)).contains(warning);
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains(warning);
    }

    @Test
    void a_group_without_an_update_policy_shows_no_policy_in_place_of_its_setting() {
        assertThat(text(policy(Role.PUBLISHER, FakePolicies.GROUP_UPDATES, "versions", "")))
                .contains("Inherits the setting of the device group", "The setting of the device group applies here.")
                .doesNotContain("All updates", "Show active policy");
    }

    @Test
    void the_form_writes_an_update_policy_and_the_yaml_is_one_click_away() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, FakePolicies.GROUP_UPDATES);
        TextArea yaml = find(TextArea.class, view).withCaption("Policy (YAML)").single();

        UpdateFormFields form = find(UpdateFormFields.class, view).single();
        assertThat(find(H3.class, form).all().stream().map(H3::getText)).containsExactly("What", "When", "Who", "How");
        test(find(TextField.class, form)
                        .withCaption("Only devices with one of these tags")
                        .single())
                .setValue("canary, lab");

        assertThat(yaml.getValue())
                .contains("t in ['canary', 'lab']")
                .isEqualTo(UpdateForm.read(yaml.getValue()).orElseThrow().yaml());
        test(yaml).setValue("title: by hand");
        assertThat(find(UpdateFormFields.class, view).all()).isEmpty();
        assertThat(view.getElement().getTextRecursively()).contains("The form cannot show this policy.");
    }

    @Test
    void the_form_adds_and_removes_windows() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, FakePolicies.GROUP_UPDATES);
        TextArea yaml = find(TextArea.class, view).withCaption("Policy (YAML)").single();
        Button add = find(Button.class, view).withText("Add window").single();

        test(add).click();
        test(add).click();
        assertThat(yaml.getValue())
                .contains("[\"Mon,Tue,Wed,Thu,Fri,Sat,Sun 22:00-05:00\",\"Mon,Tue,Wed,Thu,Fri,Sat,Sun 22:00-05:00\"]");
        test(find(Button.class, view).withText("Remove").all().getFirst()).click();
        test(find(Button.class, view).withText("Remove").single()).click();
        assertThat(yaml.getValue()).doesNotContain("windows: ");
    }

    @Test
    void the_form_refuses_values_that_a_policy_cannot_have() {
        PolicyEditorView view = editor(Role.CONTRIBUTOR, FakePolicies.GROUP_UPDATES);
        UpdateFormFields form = find(UpdateFormFields.class, view).single();
        find(TextField.class, view).withCaption("Reason").single().setValue("Shops open early");
        Button save = find(Button.class, view).withText("Save as candidate").single();
        TextArea blackouts =
                find(TextArea.class, form).withCaption("Blackout dates").single();
        for (String wrong : List.of("2026-02-30", "christmas", "2027-01-03/2026-12-20", "2026-12-24 ".repeat(17))) {
            test(blackouts).setValue(wrong);
            assertThat(blackouts.isInvalid()).as(wrong).isTrue();
            assertThat(save.isEnabled()).as(wrong).isFalse();
        }
        test(blackouts).setValue("2026-12-24 2026-12-20/2027-01-03");
        assertThat(save.isEnabled()).isTrue();

        IntegerField deadline =
                find(IntegerField.class, form).withCaption("Deadline (days)").single();
        deadline.setValue(366);
        assertThat(deadline.getErrorMessage()).isEqualTo("1 to 365");
    }

    /** Opens a tab of the page of a policy. {@code key} is the policy's key, {@code query} the query of the page's address. */
    private PolicyDetailView policy(Role role, String key, String tab, String query) {
        return open(
                new PolicyDetailView(signedIn("olivia", role), client, new FakeApprovalClient("olivia")),
                role,
                Map.of("catalog", "contoso", "policy", key, "tab", tab),
                query,
                PolicyDetailView::show);
    }

    /** Opens the report of a replay. */
    private ReplayReportView report(Role role, UUID replay, String query) {
        return open(
                new ReplayReportView(signedIn("olivia", role), client, new FakeApprovalClient("olivia")),
                role,
                Map.of("catalog", "contoso", "replay", replay.toString()),
                query,
                ReplayReportView::show);
    }

    /** Opens the editor for the next version of a policy. */
    private PolicyEditorView editor(Role role, String key) {
        return open(
                new PolicyEditorView(signedIn("olivia", role), client),
                role,
                Map.of("catalog", "contoso", "policy", key),
                "",
                PolicyEditorView::show);
    }

    /** Shows a page, as navigation to its address does. */
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

    /** Returns the button texts, without copy buttons. */
    private List<String> buttons(CatalogPage view) {
        return find(Button.class, view).all().stream()
                .filter(button -> !button.hasClassName("hf-copy"))
                .map(Button::getText)
                .toList();
    }
}
