package dev.holdfast.ui.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeApprovals;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeReplays;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of approvals, without a browser. */
class ApprovalsPageTest extends BrowserlessTest {
    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void requesters_cannot_approve_their_own_request() {
        assertThat(buttons(page("pavel", Role.PUBLISHER, "")))
                .containsExactly("Withdraw", "Approve", "Reject", "Approve", "Reject");
        assertThat(buttons(page("olivia", Role.PUBLISHER, "")))
                .containsExactly("Approve", "Reject", "Withdraw", "Withdraw");
    }

    @Test
    void readers_see_which_role_can_decide() {
        ApprovalsView view = page("rashid", Role.READER, "");

        assertThat(buttons(view)).isEmpty();
        assertThat(view.getElement().getTextRecursively())
                .contains("You need the Publisher or Approver role to decide.");
    }

    @Test
    void a_decision_shows_approver_and_reason() {
        ApprovalsView view = page("olivia", Role.OWNER, "state=REJECTED");

        assertThat(view.getElement().getTextRecursively())
                .contains("1 request", "Decided by olivia", "Not before the weekend");
        assertThat(buttons(view)).isEmpty();
    }

    @Test
    void requesters_see_the_result_of_their_requests() {
        RowTable results = find(RowTable.class, page("olivia", Role.OWNER, "")).single();

        assertThat(results.getElement().getTextRecursively())
                .containsSubsequence(
                        "No longer possible",
                        "Version 2 is no longer the newest. Reject it.",
                        "Approved",
                        "pavel",
                        "Seen, the three are in our lab",
                        "Expired",
                        "No decision in time.")
                .doesNotContain("Not before the weekend");
        assertThat(find(RowTable.class, page("rashid", Role.READER, "")).all()).isEmpty();
    }

    @Test
    void the_state_mine_lists_the_users_own_requests() {
        assertThat(page("pavel", Role.PUBLISHER, "state=mine").getElement().getTextRecursively())
                .contains("2 requests", "Requested by pavel", "Not before the weekend")
                .doesNotContain("Requested by olivia");
    }

    @Test
    void without_own_requests_the_state_mine_says_so() {
        assertThat(page("rashid", Role.READER, "state=mine").getElement().getTextRecursively())
                .contains("You have no requests")
                .doesNotContain("No pending approvals");
    }

    @Test
    void the_filter_in_the_address_applies_and_chips_keep_it() {
        ApprovalsView view = page("olivia", Role.OWNER, "state=pending&filter=by:pavel");
        assertThat(view.getElement().getTextRecursively())
                .contains("1 request found", "Requested by pavel")
                .doesNotContain("Requested by olivia");
        assertThat(find(Anchor.class, view).withText("Rejected").single().getHref())
                .isEqualTo("c/contoso/approvals?filter=by%3Apavel&state=REJECTED");
        assertThat(page("olivia", Role.OWNER, "filter=by:pavel").getElement().getTextRecursively())
                .contains("2 requests found");
        assertThat(page("olivia", Role.OWNER, "filter=by:nobody").getElement().getTextRecursively())
                .contains("0 requests found", "No matches");
    }

    @Test
    void an_invalid_filter_is_shown_and_valid_lists_can_be_exported() {
        ApprovalsView invalid = page("olivia", Role.OWNER, "filter=is:gone");
        assertThat(find(FilterBox.class, invalid).single().getErrorMessage()).contains("Character 4");
        assertThat(invalid.getElement().getTextRecursively()).contains("This filter cannot be read");
        assertThat(find(ExportMenu.class, invalid).all()).isEmpty();
        assertThat(find(ExportMenu.class, page("olivia", Role.OWNER, "")).all()).hasSize(1);
        assertThat(find(ExportMenu.class, page("olivia", Role.OWNER, "state=mine"))
                        .all())
                .hasSize(1);
    }

    @Test
    void a_role_in_one_group_allows_deciding_but_not_changing_rules_or_reading_policies() {
        ScopedRole scoped = new ScopedRole("contoso", "Contoso Appliances", "Toaster", "Production", Role.OWNER);
        ApprovalsView view = page(new Me("pat", "Pat", false, List.of(), List.of(scoped), false), List.of(), "");

        assertThat(buttons(view)).containsOnly("Approve", "Reject");
        assertThat(find(Checkbox.class, view).all()).isEmpty();
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText))
                .contains("Show device")
                .doesNotContain("Compare texts", "Show replay report", "Show policy and replays");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getHref))
                .noneMatch(href -> href.contains("/policies/") || href.contains("/replays/"));
    }

    @Test
    void approvers_see_the_scope_version_impact_and_warnings_of_a_policy() {
        ApprovalsView view = page("olivia", Role.PUBLISHER, "");

        assertThat(view.getElement().getTextRecursively())
                .contains(
                        "Toaster / Production in catalog contoso",
                        "Production: nothing old, nothing open, version 2, 11 rules",
                        "Production: nothing old, version 1",
                        "carmen",
                        "4 of 144 devices would change",
                        "Rules with a weaker effect: measurement-retired.",
                        "1 device would gain trust.");
        assertThat(find(Anchor.class, view).all())
                .extracting(Anchor::getHref)
                .contains("c/contoso/replays/" + FakeReplays.CHANGING);
        test(find(Button.class, view).withText("Approve").all().getFirst()).click();
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("1 device would gain trust.");
    }

    @Test
    void authors_cannot_approve_their_own_policy() {
        ApprovalsView view = page("Carmen", Role.PUBLISHER, "");

        assertThat(buttons(view)).containsExactly("Reject", "Reject", "Approve", "Reject");
        assertThat(view.getElement().getTextRecursively()).contains("You wrote this version, so another publisher");
    }

    @Test
    void a_rule_changes_only_after_a_dialog() {
        ApprovalsView view = page("olivia", Role.OWNER, "");
        Checkbox box = find(Checkbox.class, view).withLabel("Activate a policy").single();

        test(box).click();

        assertThat(box.getValue()).isTrue();
        assertThat(find(ActionDialog.class).single().getHeaderTitle()).isEqualTo("Stop requiring approval");
    }

    @Test
    void a_concurrent_change_of_the_rules_is_shown_and_kept_on_retry() {
        FakeApprovalClient client = new FakeApprovalClient("olivia", List.of(ApprovalOperation.ACTIVATE_POLICY));
        ApprovalsView view = page(person("olivia", Role.OWNER), List.of(Role.OWNER), "", client);
        test(find(Checkbox.class, view).withLabel("Deploy images").single()).click();
        find(TextArea.class, find(ActionDialog.class).single()).single().setValue("From now on");
        client.changeAsAnotherUser(ApprovalOperation.RELEASE_DEVICES);
        Button on = find(Button.class).withText("Require approval").single();
        test(on).click();

        assertThat(client.changed()).isEmpty();
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("Someone else changed it meanwhile", "Activate a policy", "Unclaim or transfer devices");
        assertThat(find(Checkbox.class, view)
                        .withLabel("Unclaim or transfer devices")
                        .single()
                        .getValue())
                .isTrue();
        assertThat(find(TextArea.class, find(ActionDialog.class).single())
                        .single()
                        .getValue())
                .isEqualTo("From now on");

        test(on).click();
        assertThat(client.changed()).containsExactly("[ACTIVATE_POLICY, START_DEPLOYMENT, RELEASE_DEVICES]");
    }

    @Test
    void every_action_has_a_rule_and_emergency_actions_have_a_warning() {
        ApprovalsView view = page("olivia", Role.OWNER, "");

        assertThat(find(Checkbox.class, view).all())
                .extracting(Checkbox::getLabel)
                .containsExactly(
                        "Activate a policy",
                        "Issue a capability file",
                        "Deploy images",
                        "Import, restore or confirm reference values",
                        "Retire reference values",
                        "Change a group’s connection, OS feed or update policy",
                        "Move devices between groups",
                        "Block several devices",
                        "Block a single device",
                        "Revoke a device’s certificates",
                        "Unclaim or transfer devices",
                        "Retire a certificate authority");
        assertThat(view.getElement().getTextRecursively())
                .contains("Delays blocking a stolen device", "Delays revoking a stolen key");
    }

    @Test
    void actions_that_revoke_certificates_follow_the_rule_for_revocation() {
        ApprovalsView view =
                page(person("olivia", Role.OWNER), List.of(Role.OWNER), "", ApprovalOperation.REVOKE_CERTIFICATES);
        for (String label : List.of("Unclaim or transfer devices", "Retire a certificate authority")) {
            Checkbox box = find(Checkbox.class, view).withLabel(label).single();
            assertThat(box.getValue()).isTrue();
            assertThat(box.isEnabled()).isFalse();
        }
        assertThat(page(person("rashid", Role.READER), List.of(Role.READER), "", ApprovalOperation.REVOKE_CERTIFICATES)
                        .getElement()
                        .getTextRecursively())
                .contains("Unclaim or transfer devices", "Retire a certificate authority");
    }

    @Test
    void approvers_see_the_current_effect_and_that_it_changed() {
        ApprovalsView view = page("pavel", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getLast()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("The effect changed since the request.", "(Bank vault) of Toaster / Production");
    }

    @Test
    void approvers_see_when_the_same_person_invited_both() {
        ApprovalsView view = page("pavel", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getLast()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("You and olivia were both invited by anna, directly or through others.");
    }

    @Test
    void approvers_see_when_the_same_person_invited_the_author() {
        ApprovalsView view = page("olivia", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getFirst()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("You and pavel (requester) or carmen (author) were both invited by anna");
    }

    @Test
    void a_request_without_a_reason_shows_none() {
        Visit visit = new Visit("contoso", List.of(Role.OWNER), RouteParameters.empty(), QueryParameters.empty());

        assertThat(ApprovalCard.here(new FakeApprovalClient("olivia"), visit, start(), "olivia", () -> {})
                        .getElement()
                        .getTextRecursively())
                .containsOnlyOnce("Deploy blinky")
                .doesNotContain("“");
    }

    @Test
    void a_request_to_start_a_rollout_links_it() {
        Visit visit = new Visit("contoso", List.of(Role.OWNER), RouteParameters.empty(), QueryParameters.empty());

        ApprovalCard card = ApprovalCard.linked(new FakeApprovalClient("olivia"), visit, start(), "olivia", () -> {});

        assertThat(find(Anchor.class, card).withText("Show rollout").single().getHref())
                .isEqualTo("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.DRAFT));
    }

    /** Returns a request to start a rollout, without a reason. */
    private static ApprovalView start() {
        ApprovalView reasoned = FakeApprovals.in(ApprovalState.PENDING).getFirst();
        return new ApprovalView(
                reasoned.id(),
                ApprovalOperation.START_DEPLOYMENT,
                "Toaster / Production",
                "Deploy blinky to Toaster / Production.",
                ApprovalState.PENDING,
                "pavel",
                reasoned.requestedAt(),
                reasoned.expiresAt(),
                null,
                null,
                "",
                null,
                List.of(),
                null,
                FakeRollouts.id(RolloutStatus.DRAFT));
    }

    private static ApprovalsView page(String person, Role role, String query) {
        return page(person(person, role), List.of(role), query);
    }

    private static Me person(String name, Role role) {
        return new Me(name, name, false, List.of(new Membership("contoso", "Contoso Appliances", role)));
    }

    private static ApprovalsView page(Me me, List<Role> roles, String query) {
        return page(me, roles, query, ApprovalOperation.ACTIVATE_POLICY);
    }

    /** Opens the page of a catalog in which only the operation {@code rule} requires approval. */
    private static ApprovalsView page(Me me, List<Role> roles, String query, ApprovalOperation rule) {
        return page(me, roles, query, new FakeApprovalClient(me.name(), List.of(rule)));
    }

    /**
     * Opens the page.
     *
     * @param roles roles of the person in the whole catalog
     * @param query query of the page's address
     */
    private static ApprovalsView page(Me me, List<Role> roles, String query, FakeApprovalClient client) {
        ApprovalsView view = new ApprovalsView(new SignedIn(new FakeSession(me)), client, new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", roles, RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    /** Returns the texts of all buttons, without the help for filters. */
    private List<String> buttons(ApprovalsView view) {
        return find(Button.class, view).all().stream()
                .map(Button::getText)
                .filter(words -> !words.equals("How to filter"))
                .toList();
    }
}
