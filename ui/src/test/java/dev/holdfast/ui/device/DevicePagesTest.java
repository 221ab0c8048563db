package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeCapabilities;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.fake.FakeViews;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.suspicion.FakeSuspicionClient;
import dev.holdfast.ui.transfer.TransferDialog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pages about devices, without a browser. */
class DevicePagesTest extends BrowserlessTest {
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeRevocations revocations = new FakeRevocations();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeViews views = new FakeViews();
    private final FakeCapabilities capabilities = new FakeCapabilities(true);

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_shows_what_its_address_says() {
        DeviceListView view = list(false, Role.OWNER, "trust=UNTRUSTED&product=Toaster");

        assertThat(view.title()).isEqualTo("Untrusted devices");
        assertThat(rows(view)).isNotEmpty().allSatisfy(device -> {
            assertThat(device.trust()).isEqualTo(Trust.UNTRUSTED);
            assertThat(device.product()).isEqualTo("Toaster");
        });
    }

    @Test
    void an_empty_catalog_invites_whoever_may_claim_devices() {
        assertThat(emptyText(list(true, Role.CONTRIBUTOR, ""))).contains("No devices yet", "Add devices");
    }

    @Test
    void an_empty_catalog_tells_a_reader_whom_to_ask() {
        assertThat(emptyText(list(true, Role.READER, "")))
                .contains("No devices yet", "ask an owner")
                .doesNotContain("Add devices");
    }

    @Test
    void filters_that_fit_nothing_offer_the_way_back() {
        assertThat(emptyText(list(false, Role.OWNER, "text=zzz"))).contains("No device matches", "show all devices");
    }

    @Test
    void a_product_or_group_that_is_not_there_is_named_instead_of_failing() {
        assertThat(emptyText(list(false, Role.OWNER, "product=Nope")))
                .contains("No device matches", "There is no product Nope", "Clear the filters");
        assertThat(emptyText(list(false, Role.OWNER, "product=Toaster&group=Attic")))
                .contains("There is no group Attic in the product Toaster");
    }

    @Test
    void a_filter_that_cannot_be_read_says_at_which_character() {
        DeviceListView view = list(false, Role.OWNER, "text=is:trusted colour:red");

        assertThat(find(TextField.class, view).all())
                .anySatisfy(field -> assertThat(field.getErrorMessage())
                        .contains("Character 12, at “colour:red”: there is no field of this name"));
        assertThat(emptyText(view)).contains("No device matches", "Character 12");
    }

    @Test
    void a_view_shows_the_columns_that_it_was_kept_with() {
        DeviceListView view = list(false, Role.OWNER, "columns=tags,osVersion");

        assertThat(find(DeviceGrid.class, view).single().getColumns().stream()
                        .filter(Grid.Column::isVisible)
                        .map(Grid.Column::getKey))
                .containsExactly("id", "tags", "osVersion");
    }

    @Test
    void a_view_is_thrown_away_after_a_question_and_the_views_are_asked_for_once() {
        DeviceListView view = list(false, Role.OWNER, "");
        ViewMenu menu = find(ViewMenu.class, view).single();
        assertThat(views.asked()).isEqualTo(1);

        MenuItem item = menu.getItems().getFirst().getSubMenu().getItems().stream()
                .filter(one -> one.getText().equals("Throw away…"))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(text(dialog)).contains("gone for everybody of this catalog");
        assertThat(button(dialog, "Throw away").isEnabled()).isFalse();
        @SuppressWarnings("unchecked")
        Select<SavedView> which = find(Select.class, dialog).single();
        which.setValue(which.getListDataView().getItem(0));
        test(button(dialog, "Throw away")).click();

        assertThat(views.acts()).singleElement().asString().startsWith("delete ");
    }

    @Test
    void a_contributor_describes_a_device_as_he_read_it() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DescribeDialog dialog = new DescribeDialog(
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
    void an_untrusted_device_says_why_and_what_to_do_on_its_attestation_tab() {
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
    void a_trusted_device_says_so() {
        assertThat(detail(Trust.TRUSTED, "attestation")).contains("Runs what it should, for ", "Affirmed");
    }

    @Test
    void an_attestation_says_what_changed_against_the_one_before() {
        assertThat(detail(Trust.OUTDATED, "attestation"))
                .contains(
                        "Against the one before: NormalWorldKernel digest changed",
                        "trust went from trusted to outdated.",
                        "Earlier attestation",
                        "Same as before");
    }

    @Test
    void an_address_leads_to_an_attestation_as_it_was_then() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DeviceView device = client.first(Trust.UNTRUSTED);

        assertThat(detail(client, device, "attestation", "at=90102"))
                .contains("Affirmed", "Later attestation", "Newest attestation");
        assertThat(detail(client, device, "attestation", "at=1"))
                .contains("This attestation is not there", "Show the newest attestation")
                .doesNotContain("Affirmed");
    }

    @Test
    void a_device_under_suspicion_says_so_on_every_tab_and_what_to_do() {
        assertThat(detail(Trust.UNTRUSTED, "summary"))
                .contains("In two places at once", "One boot, two operating systems", "What to do: ", "Dismiss");
        assertThat(detail(Trust.TRUSTED, "summary")).doesNotContain("Suspicion");
    }

    @Test
    void when_holdfast_was_down_stands_in_the_line_of_time() {
        assertThat(detail(Trust.TRUSTED, "activity"))
                .contains("Holdfast down", "Silence in that time is no device's fault.");
    }

    @Test
    void the_list_can_be_narrowed_to_a_health() {
        DeviceListView view = list(false, Role.OWNER, "health=UNREACHABLE");

        assertThat(view.title()).isEqualTo("Unreachable devices");
        assertThat(rows(view))
                .isNotEmpty()
                .allSatisfy(device -> assertThat(device.health()).isEqualTo(Health.UNREACHABLE));
    }

    @Test
    void activity_merges_attestations_and_reports() {
        assertThat(detail(Trust.TRUSTED, "activity"))
                .contains("Attested, no findings", "Application crash", "signal=11");
    }

    @Test
    void what_a_device_does_not_have_is_none_and_what_it_has_not_done_is_never() {
        FakeDeviceClient client = new FakeDeviceClient(false);

        assertThat(detail(client, client.justClaimed(), "summary"))
                .contains("Certificatenone", "Last contactnever", "Last attestationnever", "Since–")
                .doesNotContain("expires");
    }

    @Test
    void an_owner_selects_devices_and_lets_them_go_after_a_preview_by_group() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        assertThat(find(SelectionBar.class, view).all())
                .as("nothing is selected yet")
                .isEmpty();

        grid.asMultiSelect().select(rows(view).getFirst());
        assertThat(text(bar(view))).contains("1 device selected", "Select all 6 devices");
        test(button(bar(view), "Select all 6 devices")).click();
        assertThat(text(bar(view))).contains("All 6 devices of this list selected");
        test(button(bar(view), "Unclaim…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(text(dialog)).contains("6 devices: 0 trusted now, 6 with a certificate", "Toaster / ");
        find(TextArea.class, dialog).withCaption("Why").single().setValue("Lost at sea");
        test(button(dialog, "Unclaim")).click();

        assertThat(ownership.acts()).containsExactly("unclaim 6: Lost at sea");
        assertThat(find(RowTable.class).all().getLast().getElement().getTextRecursively())
                .contains("Withdraw the transfer first");
    }

    @Test
    void an_owner_blocks_what_is_selected_after_a_preview_and_with_a_reason() {
        DeviceListView view = list(false, Role.OWNER, "");
        rows(view).stream()
                .limit(3)
                .forEach(find(DeviceGrid.class, view).single().asMultiSelect()::select);

        test(button(bar(view), "Block…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(text(dialog)).contains("3 devices, 3 trusted now", "Toaster / Production", "two seconds");
        assertThat(button(dialog, "Block").isEnabled()).isFalse();
        find(TextArea.class, dialog).withCaption("Why").single().setValue("Stolen with the van");
        test(button(dialog, "Block")).click();

        // At once and not by a job, which could not ask for a second person.
        assertThat(revocations.acts()).containsExactly("block 3: Stolen with the van");
        assertThat(jobs.acts()).isEmpty();
    }

    @Test
    void all_devices_of_a_filter_are_checked_and_moved_by_the_filter_and_one_that_is_unchecked_ends_that() {
        DeviceListView view = list(false, Role.CONTRIBUTOR, "health=FAILED&product=Toaster");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        DeviceView first = rows(view).getFirst();
        grid.asMultiSelect().select(first);
        String all = text(bar(view)).replaceAll("(?s).*(Select all \\d+ devices).*", "$1");
        test(button(bar(view), all)).click();
        List<DeviceView> shown = rows(view);
        assertThat(grid.asMultiSelect().getSelectedItems()).containsAll(shown);

        test(button(bar(view), "Move…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        find(Select.class, dialog).all().forEach(DevicePagesTest::choosesTheFirst);
        test(button(dialog, "Move")).click();

        assertThat(jobs.acts())
                .singleElement()
                .asString()
                .startsWith("move “is:untrusted product:Toaster”, at most 240 as of 2026-11-02T09:00:00Z to ");
        assertThat(text(bar(view))).doesNotContain("Block…", "Transfer…");
    }

    @SuppressWarnings("unchecked")
    private static void choosesTheFirst(Select<?> select) {
        ((Select<Object>) select).setValue(select.getListDataView().getItem(0));
    }

    @Test
    void a_device_that_is_blocked_says_by_whom_and_why_and_can_be_unblocked() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DeviceView device = client.blocked();

        assertThat(detail(client, device, "summary"))
                .contains("Device blocked", "Blocked by olivia: Stolen with the van", "Unblock…")
                .doesNotContain("Block…");
        assertThat(rows(list(false, Role.OWNER, "blocked=true")))
                .singleElement()
                .satisfies(listed -> assertThat(listed.block()).isEqualTo(device.block()));
    }

    @Test
    void a_devices_certificates_say_who_issued_and_who_revoked_them_and_an_owner_revokes_one() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DeviceDetailView view = page(client, client.first(Trust.TRUSTED), "certificates", "");
        assertThat(text(view))
                .contains("5a5a5a5a…", "by generation 3", "Valid", "Revoked", " by olivia", "Read out in a lab");

        test(find(Button.class, view).withText("Revoke…").all().getFirst()).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(text(dialog)).contains("would lose 1 certificate");
        find(TextArea.class, dialog).withCaption("Why").single().setValue("It leaked");
        test(button(dialog, "Revoke")).click();

        assertThat(revocations.acts()).containsExactly("revoke 5a5a: It leaked");
    }

    @Test
    void beside_the_list_stands_how_many_devices_of_each_kind_there_are_and_which_kind_the_filter_asks_for() {
        DeviceListView view = list(false, Role.READER, "text=os:24.09");
        assertThat(find(FacetPanel.class, view).all())
                .as("no room beside the list")
                .isEmpty();

        test(button(view, "Counts")).click();

        assertThat(text(find(FacetPanel.class, view).single()))
                .contains("Operating system", "24.091,203", "Tag", "lab", "17");
        assertThat(find(NativeButton.class, view).all())
                .filteredOn(button -> "true".equals(button.getElement().getAttribute("aria-pressed")))
                .singleElement()
                .satisfies(pressed -> assertThat(text(pressed)).contains("24.09"));
    }

    @Test
    void what_is_selected_can_be_offered_to_another_catalog_at_once() {
        DeviceListView view = list(false, Role.OWNER, "");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        rows(view).stream().limit(3).forEach(grid.asMultiSelect()::select);

        test(button(bar(view), "Transfer…")).click();
        TransferDialog dialog = find(TransferDialog.class).single();
        assertThat(text(dialog)).contains("3 devices: ");
        find(TextField.class, dialog).withCaption("To catalog").single().setValue("northwind");
        find(TextField.class, dialog).withCaption("Note").single().setValue("Sold");
        test(button(dialog, "Offer")).click();

        assertThat(ownership.acts()).containsExactly("offer 3 to northwind for 7 days: Sold");
    }

    @Test
    void who_may_only_read_selects_nothing() {
        DeviceListView view = list(false, Role.READER, "");

        assertThat(find(DeviceGrid.class, view).single().getSelectionModel())
                .isNotInstanceOf(GridMultiSelectionModel.class);
    }

    private SelectionBar bar(DeviceListView view) {
        return find(SelectionBar.class, view).single();
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
                new FakeDeviceClient(empty),
                new FakeProducts(),
                ownership,
                jobs,
                revocations,
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", role, RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private String detail(Trust trust, String tab) {
        FakeDeviceClient client = new FakeDeviceClient(false);
        return detail(client, client.first(trust), tab);
    }

    private String detail(FakeDeviceClient client, DeviceView device, String tab) {
        return detail(client, device, tab, "");
    }

    private String detail(FakeDeviceClient client, DeviceView device, String tab, String query) {
        return text(page(client, device, tab, query));
    }

    @Test
    void capability_files_say_what_they_allow_until_when_why_and_who_approved() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DeviceView device = client.fleet().devices().getFirst();

        assertThat(text(page(client, device, "capabilities", "")))
                .contains(
                        "Field servicing",
                        "In force",
                        "approved by pavel",
                        "fetched once",
                        "Display is dark",
                        "Revoked by pavel: The board went back to its maker",
                        "Nothing: takes all away");
    }

    @Test
    void issuing_asks_what_for_how_long_and_why_and_says_that_a_second_person_is_needed() {
        FakeDeviceClient client = new FakeDeviceClient(false);
        DeviceDetailView view = page(client, client.fleet().devices().getFirst(), "capabilities", "");

        test(find(Button.class, view).withText("Issue…").single()).click();
        ActDialog dialog = find(ActDialog.class).single();
        @SuppressWarnings("unchecked") // it offers names of capabilities
        CheckboxGroup<String> allowed = find(CheckboxGroup.class, dialog).single();
        allowed.setValue(Set.of("FieldServicing"));
        test(find(TextArea.class, dialog).single()).setValue("Ticket 7");
        test(find(Button.class, dialog).withText("Issue").single()).click();

        assertThat(capabilities.asked())
                .containsExactly(new NewCapabilityFile(List.of("FieldServicing"), 4, "Ticket 7"));
        assertThat(dialog.isOpened())
                .as("asking is no failure that the dialog would have to show")
                .isFalse();
    }

    private DeviceDetailView page(FakeDeviceClient client, DeviceView device, String tab, String query) {
        DeviceDetailView view = new DeviceDetailView(
                signedIn(),
                client,
                new FakeOwnership(),
                new FakeSuspicionClient(client.fleet()),
                new FakeOwnership(),
                revocations,
                capabilities);
        UI.getCurrent().add(view);
        RouteParameters path = new RouteParameters(
                Map.of("catalog", "contoso", "device", device.id().text(), "tab", tab));
        view.show(new Visit("contoso", Role.OWNER, path, QueryParameters.fromString(query)));
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

    private String emptyText(DeviceListView view) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        assertThat(test(grid).size()).isZero();
        EmptyState state = (EmptyState) grid.getEmptyStateComponent();
        return state == null ? "" : state.getElement().getTextRecursively();
    }

    private static final class FakeProducts implements ProductClient {
        private final FakeFleet fleet = new FakeFleet();

        @Override
        public List<ProductView> products(String catalog) {
            return fleet.products();
        }

        @Override
        public ProductView create(String catalog, NewProduct product) {
            throw new AssertionError("a device page creates no product");
        }

        @Override
        public List<DeviceGroupView> groups(String catalog, String product) {
            if (fleet.products().stream().noneMatch(known -> known.name().equals(product))) {
                throw new AssertionError("the API has no groups of " + product);
            }
            return fleet.groups(product);
        }
    }
}
