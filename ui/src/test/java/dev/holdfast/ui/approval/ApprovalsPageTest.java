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
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeApprovals;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeReplays;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page about acts that need a second person, without a browser. */
class ApprovalsPageTest extends BrowserlessTest {
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void nobody_approves_an_act_of_their_own() {
        assertThat(buttons(page("pavel", Role.PUBLISHER, "")))
                .containsExactly("Withdraw", "Approve", "Reject", "Approve", "Reject");
        assertThat(buttons(page("olivia", Role.PUBLISHER, "")))
                .containsExactly("Approve", "Reject", "Withdraw", "Withdraw");
    }

    @Test
    void who_may_only_look_is_told_who_may_answer() {
        ApprovalsView view = page("rashid", Role.READER, "");

        assertThat(buttons(view)).isEmpty();
        assertThat(view.getElement().getTextRecursively())
                .contains("Answering takes the Publisher or the Approver role.");
    }

    @Test
    void what_was_decided_says_by_whom_and_why() {
        ApprovalsView view = page("olivia", Role.OWNER, "state=REJECTED");

        assertThat(view.getElement().getTextRecursively())
                .contains("1 act", "olivia answered", "Not before the weekend");
        assertThat(buttons(view)).isEmpty();
    }

    @Test
    void who_asked_sees_what_became_of_it() {
        RowTable outcomes = find(RowTable.class, page("olivia", Role.OWNER, "")).single();

        assertThat(outcomes.getElement().getTextRecursively())
                .containsSubsequence(
                        "Cannot be done any more",
                        "Version 2 is not the newest any more. Reject it.",
                        "Approved",
                        "pavel",
                        "Seen, the three are in our lab",
                        "Expired",
                        "Nobody answered in time.")
                .doesNotContain("Not before the weekend");
        assertThat(find(RowTable.class, page("rashid", Role.READER, "")).all()).isEmpty();
    }

    @Test
    void all_that_somebody_asked_for_is_a_list_of_its_own() {
        assertThat(page("pavel", Role.PUBLISHER, "state=mine").getElement().getTextRecursively())
                .contains("2 requests", "pavel asked", "Not before the weekend")
                .doesNotContain("olivia asked");
    }

    @Test
    void acts_are_narrowed_by_the_filter_in_the_address_and_a_chip_keeps_it() {
        ApprovalsView view = page("olivia", Role.OWNER, "state=pending&filter=by:pavel");
        assertThat(view.getElement().getTextRecursively())
                .contains("1 request found", "pavel asked")
                .doesNotContain("olivia asked");
        assertThat(find(Anchor.class, view).withText("Rejected").single().getHref())
                .isEqualTo("c/contoso/approvals?filter=by%3Apavel&state=REJECTED");
        assertThat(page("olivia", Role.OWNER, "filter=by:pavel").getElement().getTextRecursively())
                .contains("2 requests found");
        assertThat(page("olivia", Role.OWNER, "filter=by:nobody").getElement().getTextRecursively())
                .contains("0 requests found", "No matches");
    }

    @Test
    void a_filter_that_cannot_be_read_is_named_and_a_file_has_what_is_shown_or_there_is_none() {
        ApprovalsView mistaken = page("olivia", Role.OWNER, "filter=is:gone");
        assertThat(find(FilterBox.class, mistaken).single().getErrorMessage()).contains("Character 4");
        assertThat(mistaken.getElement().getTextRecursively()).contains("This filter cannot be read");
        assertThat(find(ExportMenu.class, mistaken).all()).isEmpty();
        assertThat(find(ExportMenu.class, page("olivia", Role.OWNER, "")).all()).hasSize(1);
        assertThat(find(ExportMenu.class, page("olivia", Role.OWNER, "state=mine"))
                        .all())
                .isEmpty();
    }

    @Test
    void
            who_has_a_role_in_a_part_alone_decides_here_and_finds_the_devices_but_neither_changes_the_rules_nor_finds_policies() {
        Foothold part = new Foothold("contoso", "Contoso Appliances", "Toaster", "Production", Role.OWNER);
        ApprovalsView view = page(new Me("pat", "Pat", false, List.of(), List.of(part), false), List.of(), "");

        assertThat(buttons(view)).containsOnly("Approve", "Reject");
        assertThat(find(Checkbox.class, view).all()).isEmpty();
        assertThat(find(ExportMenu.class, view).all()).isEmpty();
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText))
                .contains("Show the device")
                .doesNotContain("Compare the texts", "Show the replay's report", "Show the policy and its replays");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getHref))
                .noneMatch(href -> href.contains("/policies/") || href.contains("/replays/"));
    }

    @Test
    void who_approves_sees_whose_policy_it_is_what_it_says_who_would_change_and_what_to_beware_of() {
        ApprovalsView view = page("olivia", Role.PUBLISHER, "");

        assertThat(view.getElement().getTextRecursively())
                .contains(
                        "Toaster / Production in catalog contoso",
                        "Production: nothing old, nothing open, version 2, 11 rules",
                        "Production: nothing old, version 1",
                        "carmen",
                        "4 of 144 devices would change",
                        "Rules that withhold less: measurement-retired.",
                        "1 device would be trusted more than now.");
        assertThat(find(Anchor.class, view).all())
                .extracting(Anchor::getHref)
                .contains("c/contoso/replays/" + FakeReplays.CHANGING);
        test(find(Button.class, view).withText("Approve").all().getFirst()).click();
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("1 device would be trusted more than now.");
    }

    @Test
    void who_wrote_it_is_told_that_somebody_else_must_approve() {
        ApprovalsView view = page("Carmen", Role.PUBLISHER, "");

        assertThat(buttons(view)).containsExactly("Reject", "Reject", "Approve", "Reject");
        assertThat(view.getElement().getTextRecursively()).contains("You wrote it, so somebody else");
    }

    @Test
    void the_rules_change_with_a_reason_and_not_by_a_slip_of_the_mouse() {
        ApprovalsView view = page("olivia", Role.OWNER, "");
        Checkbox box =
                find(Checkbox.class, view).withLabel("Activating a policy").single();

        test(box).click();

        assertThat(box.getValue()).isTrue();
        assertThat(find(ActionDialog.class).single().getHeaderTitle()).isEqualTo("Do without a second person");
    }

    @Test
    void a_rule_that_somebody_else_switched_meanwhile_is_shown_and_kept_when_one_asks_again() {
        FakeApprovalClient client = new FakeApprovalClient("olivia", List.of(ApprovalOperation.ACTIVATE_POLICY));
        ApprovalsView view = page(person("olivia", Role.OWNER), List.of(Role.OWNER), "", client);
        test(find(Checkbox.class, view).withLabel("Deploying images").single()).click();
        find(TextArea.class, find(ActionDialog.class).single()).single().setValue("Two from now on");
        client.overtake(ApprovalOperation.RELEASE_DEVICES);
        Button on = find(Button.class).withText("Switch on").single();
        test(on).click();

        assertThat(client.changed()).isEmpty();
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("Someone else changed it meanwhile", "Activating a policy", "Letting devices go");
        assertThat(find(Checkbox.class, view)
                        .withLabel("Letting devices go")
                        .single()
                        .getValue())
                .isTrue();
        assertThat(find(TextArea.class, find(ActionDialog.class).single())
                        .single()
                        .getValue())
                .isEqualTo("Two from now on");

        test(on).click();
        assertThat(client.changed()).containsExactly("[ACTIVATE_POLICY, START_DEPLOYMENT, RELEASE_DEVICES]");
    }

    @Test
    void every_kind_of_act_can_be_switched_on_and_the_box_for_emergencies_warns() {
        ApprovalsView view = page("olivia", Role.OWNER, "");

        assertThat(find(Checkbox.class, view).all())
                .extracting(Checkbox::getLabel)
                .containsExactly(
                        "Activating a policy",
                        "Issuing a capability file",
                        "Deploying images",
                        "Blocking several devices at once",
                        "Blocking a single device",
                        "Revoking a device's certificates",
                        "Letting devices go",
                        "Retiring an authority");
        assertThat(view.getElement().getTextRecursively())
                .contains("a stolen device then stays in", "a stolen key then stays good");
    }

    @Test
    void what_revokes_certificates_as_well_is_seen_to_wait_as_long_as_revoking_them_does() {
        ApprovalsView view =
                page(person("olivia", Role.OWNER), List.of(Role.OWNER), "", ApprovalOperation.REVOKE_CERTIFICATES);
        for (String label : List.of("Letting devices go", "Retiring an authority")) {
            Checkbox box = find(Checkbox.class, view).withLabel(label).single();
            assertThat(box.getValue()).isTrue();
            assertThat(box.isEnabled()).isFalse();
        }
        assertThat(page(person("rashid", Role.READER), List.of(Role.READER), "", ApprovalOperation.REVOKE_CERTIFICATES)
                        .getElement()
                        .getTextRecursively())
                .contains("Letting devices go", "Retiring an authority");
    }

    @Test
    void what_it_would_do_now_is_what_is_approved_and_that_it_changed_is_told() {
        ApprovalsView view = page("pavel", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getLast()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("something else than when it was asked for", "(Bank vault) of Toaster / Production");
    }

    @Test
    void who_is_behind_the_accounts_of_both_is_told_before_somebody_approves() {
        ApprovalsView view = page("pavel", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getLast()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("Your account and that of olivia go back to invitations of anna, who may be behind both.");
    }

    @Test
    void of_a_policy_somebody_else_may_have_written_what_is_approved() {
        ApprovalsView view = page("olivia", Role.PUBLISHER, "");

        test(find(Button.class, view).withText("Approve").all().getFirst()).click();

        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains(
                        "Your account and that of pavel, who asked for it, or that of carmen, who wrote it, go back to invitations of anna");
    }

    @Test
    void what_nobody_gave_a_reason_for_has_none() {
        ApprovalView reasoned = FakeApprovals.in(ApprovalState.PENDING).getFirst();
        ApprovalView bare = new ApprovalView(
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
                null);
        Visit visit = new Visit("contoso", List.of(Role.OWNER), RouteParameters.empty(), QueryParameters.empty());

        assertThat(ApprovalCard.here(new FakeApprovalClient("olivia"), visit, bare, "olivia", () -> {})
                        .getElement()
                        .getTextRecursively())
                .containsOnlyOnce("Deploy blinky")
                .doesNotContain("“");
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

    private static ApprovalsView page(Me me, List<Role> roles, String query, ApprovalOperation rule) {
        return page(me, roles, query, new FakeApprovalClient(me.name(), List.of(rule)));
    }

    private static ApprovalsView page(Me me, List<Role> roles, String query, FakeApprovalClient client) {
        ApprovalsView view = new ApprovalsView(new SignedIn(new FakeSession(me)), client, new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", roles, RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private List<String> buttons(ApprovalsView view) {
        return find(Button.class, view).all().stream()
                .map(Button::getText)
                .filter(words -> !words.equals("How to filter"))
                .toList();
    }
}
