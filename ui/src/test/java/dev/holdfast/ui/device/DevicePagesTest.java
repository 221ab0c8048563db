package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeAnomalies;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeCapabilities;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.fake.FakeViews;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the device page without a browser. */
class DevicePagesTest extends BrowserlessTest {
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeRevocations revocations = new FakeRevocations();
    private final ApprovalClient approvals = new FakeApprovalClient("olivia");
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeViews views = new FakeViews();
    private final FakeCapabilities capabilities = new FakeCapabilities(true);
    private final FakeRollouts rollouts = new FakeRollouts(new FakeFleet());

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_device_without_a_group_shows_none() {
        FakeDevices client = new FakeDevices(false);
        assertThat(detail(client, client.justClaimed(), "summary")).contains("Productnone", "GroupNo group");
    }

    @Test
    void details_are_saved_with_the_current_tag() {
        FakeDevices client = new FakeDevices(false);
        DeviceActions.DetailsDialog dialog = new DeviceActions.DetailsDialog(
                client, "contoso", client.fleet().devices().getFirst().id().text(), () -> {});
        dialog.open();

        find(TextField.class, dialog).withCaption("Name").single().setValue("Kitchen");
        find(TextField.class, dialog).withCaption("Tags").single().setValue(" lab,  roof ");
        test(button(dialog, "Save")).click();

        assertThat(client.described())
                .singleElement()
                .asString()
                .startsWith("\"1\" DeviceDescription[name=Kitchen, tags=[lab, roof], notes=Bought");
    }

    @Test
    void the_attestation_tab_of_an_untrusted_device_says_why_and_what_to_do() {
        String page = detail(Trust.UNTRUSTED, "attestation");

        assertThat(page)
                .contains(
                        "The application toaster-control is none of the images that were uploaded, for ",
                        "2 findings",
                        "What to do: ",
                        "Unknown digest",
                        "Signed result");
    }

    @Test
    void a_trusted_device_shows_that_it_passed() {
        assertThat(detail(Trust.TRUSTED, "attestation")).contains("Trusted for ", "Passed");
    }

    @Test
    void an_attestation_lists_the_changes_since_the_previous_one() {
        assertThat(detail(Trust.OUTDATED, "attestation"))
                .contains(
                        "Since the previous attestation: NormalWorldKernel digest changed",
                        "trust changed from trusted to outdated.",
                        "Previous attestation",
                        "No changes");
    }

    @Test
    void an_address_leads_to_a_past_attestation() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.first(Trust.UNTRUSTED);

        assertThat(detail(client, device, "attestation", "at=90102"))
                .contains("Passed", "Next attestation", "Newest attestation");
        assertThat(detail(client, device, "attestation", "at=1"))
                .contains("Attestation not found", "Show newest attestation")
                .doesNotContain("Passed");
    }

    @Test
    void an_open_anomaly_is_shown_with_what_to_do() {
        assertThat(detail(Trust.UNTRUSTED, "summary"))
                .contains("In two places at once", "One boot, two operating systems", "What to do: ", "Dismiss");
        assertThat(detail(Trust.TRUSTED, "summary")).doesNotContain("Anomaly");
    }

    @Test
    void outages_of_holdfast_are_in_the_timeline() {
        assertThat(detail(Trust.TRUSTED, "activity")).contains("Holdfast down", "so devices could not report.");
    }

    @Test
    void the_timeline_merges_attestations_and_reports() {
        assertThat(detail(Trust.TRUSTED, "activity")).contains("Attestation passed", "Application crash", "signal=11");
    }

    @Test
    void a_new_device_shows_none_and_never() {
        FakeDevices client = new FakeDevices(false);

        assertThat(detail(client, client.justClaimed(), "summary"))
                .contains("Certificatenone", "Last contactnever", "Last attestationnever", "Since–")
                .doesNotContain("expires");
    }

    @Test
    void a_blocked_device_names_the_person_and_the_reason_and_can_be_unblocked() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.blocked();

        assertThat(detail(client, device, "summary"))
                .contains(
                        "Device blocked",
                        "Blocked by olivia: Stolen with the van",
                        "Unblock…",
                        "On hold while the device is blocked")
                .doesNotContain("Trusted", "Untrusted")
                .doesNotContain("Block…");
        assertThat(rows(list(false, Role.OWNER, "blocked=true")))
                .singleElement()
                .satisfies(listed -> assertThat(listed.block())
                        .as("the fleet may be a minute newer")
                        .usingRecursiveComparison()
                        .ignoringFields("at")
                        .isEqualTo(device.block()));
    }

    @Test
    void an_owner_sees_who_revoked_certificates_and_revokes_one() {
        FakeDevices client = new FakeDevices(false);
        DeviceDetailView view = page(client, client.first(Trust.TRUSTED), "certificates", "");
        assertThat(text(view))
                .contains(
                        "5a5a5a5a…", "issued by CA generation 3", "Valid", "Revoked", "by olivia", "Read out in a lab");

        test(find(Button.class, view).withText("Revoke…").all().getFirst()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("1 device loses 1 valid certificate");
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("It leaked");
        test(button(dialog, "Revoke")).click();

        assertThat(revocations.commands()).containsExactly("revoke 5a5a: It leaked");
    }

    @Test
    void capability_files_list_what_they_allow_the_reason_and_the_approver() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().devices().getFirst();

        assertThat(text(page(client, device, "capabilities", "")))
                .contains(
                        "Field servicing",
                        "Active",
                        "approved by pavel",
                        "downloaded once",
                        "Display is dark",
                        "Revoked by pavel: The board went back to its manufacturer",
                        "Nothing (removes all capabilities)");
    }

    @Test
    void issuing_a_capability_file_requests_approval() {
        FakeDevices client = new FakeDevices(false);
        DeviceDetailView view = page(client, client.fleet().devices().getFirst(), "capabilities", "");

        test(find(Button.class, view).withText("Issue file…").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        @SuppressWarnings("unchecked") // it offers names of capabilities
        CheckboxGroup<String> allowed = find(CheckboxGroup.class, dialog).single();
        allowed.setValue(Set.of("FieldServicing"));
        assertThat(text(dialog))
                .as("what the file would do")
                .contains(
                        "Now",
                        "Field servicing until",
                        "MT3620AN",
                        "Toaster / Production",
                        "(offline)",
                        "already allowed until tomorrow");
        test(find(TextArea.class, dialog).single()).setValue("Ticket 7");
        test(find(Button.class, dialog).withText("Issue file").single()).click();

        assertThat(capabilities.asked())
                .containsExactly(new NewCapabilityFile(List.of("FieldServicing"), 4, "Ticket 7"));
        assertThat(dialog.isOpened())
                .as("a request for approval closes the dialog")
                .isFalse();
    }

    @Test
    void a_device_that_waits_for_its_phase_links_its_rollout_and_is_pinned() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().waiting();
        DeviceDetailView view = page(client, device, "software", "");
        assertThat(text(view))
                .contains(
                        "Waiting for phase",
                        "Not opened yet",
                        "not pinned",
                        "Exempt from rollout…",
                        "Target images" + target(client),
                        "Version 31 is installed, the target of the group.");
        assertThat(find(Anchor.class, view).withText("Show rollout").single().getHref())
                .isEqualTo("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.RUNNING));

        test(button(view, "Pin…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("Gateways offer the device no update, also no OS release");
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Runs the demo");
        test(button(dialog, "Pin device")).click();

        assertThat(rollouts.commands)
                .containsExactly("pin " + device.id().text().substring(0, 8) + " Runs the demo");
    }

    @Test
    void the_software_tab_lists_the_deployments_to_the_group_newest_first() {
        FakeDevices client = new FakeDevices(false);
        DeviceDetailView view = page(client, client.fleet().waiting(), "software", "");

        assertThat(text(view))
                .containsSubsequence("Deployments to the group", target(client), "31", "by ", "30", "by ");
        assertThat(find(Anchor.class, view)
                        .withText("Show device group")
                        .single()
                        .getHref())
                .isEqualTo("c/contoso/products/Toaster/groups/Production");
        assertThat(detail(client, client.justClaimed(), "software")).doesNotContain("Deployments to the group");
    }

    /** Returns the image of the newest deployment to Toaster / Production, as pages write it. */
    private static String target(FakeDevices client) {
        ImageView image = client.fleet().deployments().getFirst().images().getFirst();
        return image.name() + " · security version " + image.securityVersion();
    }

    @Test
    void a_device_is_asked_to_check_for_updates() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().waiting();

        test(button(page(client, device, "software", ""), "Check now")).click();

        assertThat(rollouts.commands)
                .containsExactly("check " + device.id().text().substring(0, 8));
    }

    @Test
    void a_device_is_exempted_from_its_rollout() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().waiting();
        test(button(page(client, device, "software", ""), "Exempt from rollout…"))
                .click();
        ActionDialog dialog = find(ActionDialog.class).single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Broken antenna");
        test(button(dialog, "Exempt device")).click();

        assertThat(rollouts.commands)
                .containsExactly("exempt " + device.id().text().substring(0, 8) + " of running Broken antenna");
    }

    @Test
    void a_pinned_device_names_the_person_and_the_reason_and_is_unpinned() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().pinned();
        DeviceDetailView view = page(client, device, "software", "");
        assertThat(text(view)).contains("Held", "Pinned by olivia: Runs the demo on Friday");

        test(button(view, "Unpin…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("The demo is over");
        test(button(dialog, "Unpin device")).click();

        assertThat(rollouts.commands)
                .containsExactly("unpin " + device.id().text().substring(0, 8) + " The demo is over");
    }

    @Test
    void a_device_that_a_policy_holds_names_the_policy_and_links_it() {
        FakeDevices client = new FakeDevices(false);
        for (String tab : List.of("", "software")) {
            DeviceDetailView view = page(client, client.fleet().heldByPolicy(), tab, "");
            assertThat(text(view)).contains("The update policy “Change freeze” holds the target.");
            assertThat(find(Anchor.class, view).withText("Show policy").single().getHref())
                    .isEqualTo("c/contoso/policies/update-catalog");
        }
    }

    @Test
    void an_exempt_device_is_included_in_its_rollout_again() {
        FakeDevices client = new FakeDevices(false);
        DeviceView device = client.fleet().exempt();
        DeviceDetailView view = page(client, device, "software", "");
        assertThat(text(view))
                .contains(
                        "Not targeted",
                        "Exempt from the rollout",
                        "The device is exempt from the rollout of its group.")
                .doesNotContain("Not opened yet", "Exempt from rollout…");

        test(button(view, "Include in rollout…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("The demo is over");
        test(button(dialog, "Include device")).click();

        assertThat(rollouts.commands)
                .containsExactly("include " + device.id().text().substring(0, 8) + " in running The demo is over");
    }

    private Button button(Component view, String text) {
        return find(Button.class, view).withText(text).single();
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }

    private DeviceListView list(boolean empty, Role role, String query) {
        DeviceListView view = new DeviceListView(
                signedIn(),
                new FakeDevices(empty),
                new FakeProducts(),
                ownership,
                jobs,
                revocations,
                approvals,
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    @Test
    void an_open_page_updates_when_its_device_changes() {
        FakeDevices client = new FakeDevices(false);
        DeviceDetailView view = page(client, client.first(Trust.TRUSTED), "summary", "");
        assertThat(text(view)).doesNotContain("Device blocked");

        client.changeOnRead = device -> client.fleet().devices().stream()
                .filter(other -> other.block() != null)
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

        assertThat(text(view)).contains("Device blocked", "On hold while the device is blocked");
    }

    @Test
    void the_browser_title_shows_a_new_name() {
        FakeDevices client = new FakeDevices(false);
        DeviceView other = client.blocked();
        DeviceDetailView view = page(client, client.first(Trust.TRUSTED), "summary", "");
        client.changeOnRead = device -> other;
        test(find(Button.class, view).withText("Edit details…").single()).click();
        test(find(Button.class).withText("Save").single()).click();

        assertThat(UI.getCurrent().getInternals().getTitle())
                .startsWith(other.name().isEmpty() ? other.id().shortText() : other.name());
    }

    private String detail(Trust trust, String tab) {
        FakeDevices client = new FakeDevices(false);
        return detail(client, client.first(trust), tab);
    }

    private String detail(FakeDevices client, DeviceView device, String tab) {
        return detail(client, device, tab, "");
    }

    /** Opens the page of a device and returns its text. {@code query} is the query of the page's address. */
    private String detail(FakeDevices client, DeviceView device, String tab, String query) {
        return text(page(client, device, tab, query));
    }

    private DeviceDetailView page(FakeDevices client, DeviceView device, String tab, String query) {
        DeviceDetailView view = new DeviceDetailView(
                signedIn(),
                client,
                new FakeOwnership(),
                new FakeAnomalies(client.fleet()),
                new FakeOwnership(),
                revocations,
                capabilities,
                approvals,
                rollouts);
        UI.getCurrent().add(view);
        RouteParameters path = new RouteParameters(
                Map.of("catalog", "contoso", "device", device.id().text(), "tab", tab));
        view.show(new Visit("contoso", List.of(Role.OWNER), path, QueryParameters.fromString(query)));
        return view;
    }

    private static SignedIn signedIn() {
        Me owner = FakeOperatorApi.owner();
        return new SignedIn(new FakeSession(owner));
    }

    private List<DeviceView> rows(DeviceListView view) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        return test(grid).size() == 0
                ? List.of()
                : IntStream.range(0, test(grid).size())
                        .mapToObj(index -> (DeviceView) test((Grid<?>) grid).getRow(index))
                        .toList();
    }
}
