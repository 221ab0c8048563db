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
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeCapabilities;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.fake.FakeViews;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.suspicion.FakeSuspicionClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of devices for whoever has a role in a product or a group alone, without a browser. */
class DevicesInPartsTest extends BrowserlessTest {
    private final FakeDeviceClient client = FakeDeviceClient.ofParts();
    private final FakeViews views = new FakeViews();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_has_columns_counts_and_exports_but_no_views() {
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
                .as("products alone: devices in no group are of the whole catalog")
                .isEqualTo(2);
    }

    @Test
    void an_owner_where_the_device_is_does_to_it_what_names_it_and_nothing_that_takes_a_list() {
        assertThat(buttons(detail(signedIn(Role.OWNER), List.of(), "certificates")))
                .contains("Describe…", "Revoke all…")
                .doesNotContain("Block…", "Transfer…", "Unclaim…", "Revoke…");
        assertThat(buttons(detail(signedIn(Role.OWNER), List.of(), "capabilities")))
                .contains("Issue…", "Revoke…");
    }

    @Test
    void a_reader_there_only_reads_also_what_happened() {
        DeviceDetailView view = detail(signedIn(Role.READER), List.of(), "activity");

        assertThat(buttons(view)).isEmpty();
        assertThat(view.getElement().getTextRecursively()).contains("Attested").doesNotContain("Holdfast down");
    }

    @Test
    void a_role_where_the_device_is_adds_to_one_in_the_whole() {
        Me both = new Me(
                "pat",
                "Pat",
                false,
                List.of(new Membership("contoso", "Contoso Appliances", Role.READER)),
                List.of(part(Role.CONTRIBUTOR)),
                false);

        assertThat(buttons(detail(new SignedIn(new FakeSession(both)), List.of(Role.READER), "summary")))
                .contains("Describe…")
                .doesNotContain("Block…");
    }

    @Test
    void an_owner_of_a_group_tags_and_blocks_its_devices_by_jobs_and_has_nowhere_to_move_them() {
        DeviceListView view = list(signedIn(Role.OWNER));
        selectFirst(view);

        SelectionBar bar = find(SelectionBar.class, view).single();
        assertThat(buttons(bar))
                .contains("Tag…", "Block…", "Unblock…")
                .doesNotContain("Move…", "Transfer…", "Unclaim…");
        assertThat(find(Anchor.class, view).all().stream().map(Anchor::getText))
                .contains("Jobs")
                .doesNotContain("Transfers");
        test(find(Button.class, bar).withText("Block…").single()).click();
        ActDialog dialog = find(ActDialog.class).single();
        find(TextArea.class, dialog).withCaption("Why").single().setValue("Stolen");
        test(find(Button.class, dialog).withText("Block").single()).click();
        assertThat(jobs.acts()).containsExactly("block 1: Stolen");
    }

    @Test
    @SuppressWarnings("unchecked")
    void who_contributes_to_a_product_moves_its_devices_among_its_groups_alone() {
        DeviceListView view = list(new SignedIn(new FakeSession(new Me(
                "pat",
                "Pat",
                false,
                List.of(),
                List.of(new Foothold("contoso", "Contoso Appliances", "Toaster", null, Role.CONTRIBUTOR)),
                false))));
        selectFirst(view);

        SelectionBar bar = find(SelectionBar.class, view).single();
        assertThat(buttons(bar)).contains("Move…", "Tag…").doesNotContain("Block…", "Unblock…");
        test(find(Button.class, bar).withText("Move…").single()).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(find(Select.class, dialog).all().stream()
                        .flatMap(select ->
                                (Stream<Object>) select.getListDataView().getItems())
                        .map(item -> item instanceof DeviceGroupView group ? group.product() : item))
                .as("products, and groups of the one that is chosen")
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
                new FakeRevocations(),
                new FakeApprovalClient("pat"),
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", List.of(), RouteParameters.empty(), QueryParameters.empty()));
        return view;
    }

    private void selectFirst(DeviceListView view) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        grid.asMultiSelect().select(test(grid).getRow(0));
    }

    private DeviceDetailView detail(SignedIn signedIn, List<Role> whole, String tab) {
        DeviceDetailView view = new DeviceDetailView(
                signedIn,
                client,
                new FakeOwnership(),
                new FakeSuspicionClient(client.fleet()),
                new FakeOwnership(),
                new FakeRevocations(),
                new FakeCapabilities(true),
                new FakeApprovalClient("pat"));
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
        return new SignedIn(new FakeSession(new Me("pat", "Pat", false, List.of(), List.of(part(role)), false)));
    }

    private static Foothold part(Role role) {
        return new Foothold("contoso", "Contoso Appliances", "Toaster", "Production", role);
    }
}
