package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeAnomalies;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeCapabilities;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeExports;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the device pages for people with a role in a product or group only. */
class DevicesInScopesTest extends BrowserlessTest {
    private final FakeDevices client = FakeDevices.ofScopedRoles();
    private final FakeViews views = new FakeViews();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeRevocations revoking = new FakeRevocations();
    private FakeApprovalClient approvals = new FakeApprovalClient("pat");

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_role_in_a_group_shows_columns_counts_and_exports_but_no_views() {
        DeviceListView view = list(signedIn(Role.READER));

        assertThat(find(MenuItem.class, view).all().stream().map(HasText::getText))
                .contains("Columns", "Export")
                .doesNotContain("Views");
        assertThat(views.asked()).isZero();
        assertThat(find(SelectionBar.class, view).all()).isEmpty();
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText)).doesNotContain("Transfers", "Jobs");
        assertThat(view.getElement().getTextRecursively()).contains("Untrusted 6", "Trusted 1,187", "Blocked");
        assertThat(find(DeviceGrid.class, view).all()).hasSize(1);
        assertThat(find(ComboBox.class, view).all().getFirst().getListDataView().getItemCount())
                .as("products only: devices without a group require a role in the catalog")
                .isEqualTo(2);
    }

    @Test
    void an_owner_of_a_group_gets_actions_on_one_device_but_not_on_lists() {
        assertThat(buttons(detail(signedIn(Role.OWNER), List.of(), "certificates")))
                .contains("Edit details…", "Block…", "Revoke all…")
                .doesNotContain("Transfer…", "Unclaim…", "Revoke…");
        assertThat(buttons(detail(signedIn(Role.OWNER), List.of(), "capabilities")))
                .contains("Issue file…", "Revoke…");
    }

    @Test
    void a_reader_of_a_group_sees_the_activity_without_actions() {
        DeviceDetailView view = detail(signedIn(Role.READER), List.of(), "activity");

        assertThat(buttons(view)).isEmpty();
        assertThat(view.getElement().getTextRecursively()).contains("Attested").doesNotContain("Holdfast down");
    }

    @Test
    void a_role_in_a_group_adds_to_a_role_in_the_catalog() {
        Me both = new Me(
                "pat",
                "Pat",
                false,
                List.of(new Membership("contoso", "Contoso Appliances", Role.READER)),
                List.of(scopedRole(Role.CONTRIBUTOR)),
                false);

        assertThat(buttons(detail(new SignedIn(new FakeSession(both)), List.of(Role.READER), "summary")))
                .contains("Edit details…")
                .doesNotContain("Block…");
    }

    @Test
    void an_owner_of_a_group_tags_and_blocks_its_devices_by_jobs_but_cannot_move_them() {
        DeviceListView view = list(signedIn(Role.OWNER));
        select(view, 2);

        SelectionBar bar = find(SelectionBar.class, view).single();
        assertThat(buttons(bar))
                .contains("Tag…", "Block…", "Unblock…")
                .doesNotContain("Move…", "Transfer…", "Unclaim…");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText))
                .contains("Jobs")
                .doesNotContain("Transfers");
        block(view);
        assertThat(jobs.commands()).containsExactly("block 2: Stolen");
        assertThat(revoking.commands()).isEmpty();
    }

    @Test
    void a_single_device_is_blocked_without_a_job() {
        DeviceListView view = list(signedIn(Role.OWNER));
        select(view, 1);

        block(view);

        assertThat(revoking.commands()).containsExactly("block 1: Stolen");
        assertThat(jobs.commands()).isEmpty();
    }

    @Test
    void if_blocking_requires_approval_one_device_can_be_requested_and_several_cannot() {
        approvals = new FakeApprovalClient("pat", List.of(ApprovalOperation.BLOCK_ONE_DEVICE));
        DeviceListView view = list(signedIn(Role.OWNER));
        select(view, 2);
        open(view);
        ActionDialog several = find(ActionDialog.class).single();
        find(TextArea.class, several).withCaption("Reason").single().setValue("Stolen");
        assertThat(several.getElement().getTextRecursively())
                .contains("Blocking needs approval here, and a job cannot wait for it.");
        assertThat(find(Button.class, several).withText("Block").single().isEnabled())
                .isFalse();
        several.close();

        select(view, 1);
        open(view);
        assertThat(find(ActionDialog.class).single().getElement().getTextRecursively())
                .contains("This action requires approval");
        assertThat(find(Button.class).withText("Request approval").all()).hasSize(1);
    }

    /** Opens the dialog that blocks the selected devices. */
    private void open(DeviceListView view) {
        SelectionBar bar = find(SelectionBar.class, view).single();
        test(find(Button.class, bar).withText("Block…").single()).click();
    }

    private void block(DeviceListView view) {
        open(view);
        ActionDialog dialog = find(ActionDialog.class).single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Stolen");
        test(find(Button.class, dialog).withText("Block").single()).click();
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_contributor_of_a_product_moves_devices_within_it_only() {
        DeviceListView view = list(new SignedIn(new FakeSession(new Me(
                "pat",
                "Pat",
                false,
                List.of(),
                List.of(new ScopedRole("contoso", "Contoso Appliances", "Toaster", null, Role.CONTRIBUTOR)),
                false))));
        select(view, 1);

        SelectionBar bar = find(SelectionBar.class, view).single();
        assertThat(buttons(bar)).contains("Move…", "Tag…").doesNotContain("Block…", "Unblock…");
        test(find(Button.class, bar).withText("Move…").single()).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(find(Select.class, dialog).all().stream()
                        .flatMap(select ->
                                (Stream<Object>) select.getListDataView().getItems())
                        .map(item -> item instanceof DeviceGroupView group ? group.product() : item))
                .as("the product and its groups")
                .hasSizeGreaterThan(2)
                .containsOnly("Toaster");
    }

    private DeviceListView list(SignedIn signedIn) {
        DeviceListView view = new DeviceListView(
                signedIn,
                client,
                new FakeProducts(),
                new FakeOwnership(),
                jobs,
                revoking,
                approvals,
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    /** Selects the first devices of the list, and no others. */
    private void select(DeviceListView view, int devices) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        grid.deselectAll();
        IntStream.range(0, devices)
                .forEach(row -> grid.asMultiSelect().select(test(grid).getRow(row)));
    }

    /** Opens the page of a device of Toaster / Production. {@code whole} has the person's roles in the whole catalog. */
    private DeviceDetailView detail(SignedIn signedIn, List<Role> whole, String tab) {
        DeviceDetailView view = new DeviceDetailView(
                signedIn,
                client,
                new FakeOwnership(),
                new FakeAnomalies(client.fleet()),
                new FakeOwnership(),
                new FakeRevocations(),
                new FakeCapabilities(true),
                new FakeApprovalClient("pat"),
                new FakeRollouts(client.fleet()));
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso",
                whole,
                new RouteParameters(
                        Map.of("catalog", "contoso", "device", device().id().text(), "tab", tab)),
                QueryParameters.empty()));
        return view;
    }

    private DeviceView device() {
        return client.fleet().devices().stream()
                .filter(device -> device.trust() == Trust.TRUSTED)
                .filter(device -> device.product().equals("Toaster"))
                .filter(device -> device.group().equals("Production"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> buttons(Component view) {
        return find(Button.class, view).all().stream()
                .map(Button::getText)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private static SignedIn signedIn(Role role) {
        return new SignedIn(new FakeSession(new Me("pat", "Pat", false, List.of(), List.of(scopedRole(role)), false)));
    }

    private static ScopedRole scopedRole(Role role) {
        return new ScopedRole("contoso", "Contoso Appliances", "Toaster", "Production", role);
    }
}
