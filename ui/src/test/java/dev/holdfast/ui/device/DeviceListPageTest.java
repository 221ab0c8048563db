package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeDeviceJobs;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeRevocations;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.fake.FakeViews;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of devices, without a browser. */
class DeviceListPageTest extends BrowserlessTest {
    private final FakeOwnership ownership = new FakeOwnership();
    private final FakeRevocations revocations = new FakeRevocations();
    private final FakeDeviceJobs jobs = new FakeDeviceJobs();
    private final FakeViews views = new FakeViews();
    private final List<ApprovalAct> second = new ArrayList<>();

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
    void devices_without_a_group_are_listed() {
        assertThat(rows(list(false, Role.OWNER, "product=.unassigned")))
                .singleElement()
                .satisfies(device -> assertThat(device.group()).isEqualTo(NoGroup.NAME));
    }

    @Test
    void devices_are_moved_out_of_their_groups() {
        DeviceListView view = list(false, Role.CONTRIBUTOR, "health=FAILED");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());
        test(button(bar(view), "Move…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(button(dialog, "Move").isEnabled()).as("no group is chosen").isFalse();

        chooses(find(Select.class, dialog).withCaption("Product").single(), NoGroup.NAME);

        assertThat(text(dialog)).doesNotContain("Device group");
        test(button(dialog, "Move")).click();
        assertThat(jobs.acts()).singleElement().asString().endsWith(" to .unassigned / .unassigned");
    }

    @SuppressWarnings("unchecked")
    private static void chooses(Select<?> select, Object value) {
        ((Select<Object>) select).setValue(value);
    }

    @Test
    void a_filter_that_cannot_be_read_says_at_which_character() {
        DeviceListView view = list(false, Role.OWNER, "text=is:trusted colour:red");

        assertThat(find(TextField.class, view).all())
                .anySatisfy(field -> assertThat(field.getErrorMessage())
                        .contains("Character 12, at “colour:red”: there is no field of this name"));
        assertThat(emptyText(view))
                .contains("This filter cannot be read", "Character 12", "show all devices")
                .doesNotContain("No device matches");
        assertThat(text(view)).doesNotContain("0 of");
        assertThat(find(Anchor.class, find(HealthChips.class, view).single()).all())
                .noneMatch(chip -> chip.getElement().hasAttribute("aria-current"));
    }

    @Test
    void while_a_filter_is_wrong_the_list_stays_and_nothing_is_done_with_all_of_it() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());
        FilterBox box = find(FilterBox.class, view).single();

        writes(box, "is:odd");
        assertThat(box.isInvalid()).isTrue();
        assertThat(rows(view)).hasSize(6);
        assertThat(bar(view).isEnabled()).isFalse();
        assertThat(export(view).isEnabled()).isFalse();

        writes(box, "is:named");
        assertThat(box.isInvalid()).isFalse();
        assertThat(bar(view).isEnabled()).isTrue();
        assertThat(export(view).isEnabled()).isTrue();
    }

    @Test
    void a_health_lights_its_chip_also_when_it_stands_in_the_filter() {
        DeviceListView view = list(false, Role.OWNER, "text=is:trusted");

        assertThat(find(Anchor.class, find(HealthChips.class, view).single()).all())
                .allSatisfy(chip -> assertThat(text(chip)).containsPattern("[0-9]"))
                .filteredOn(chip -> chip.getElement().hasAttribute("aria-current"))
                .singleElement()
                .satisfies(chip -> assertThat(text(chip)).startsWith("Trusted"));
    }

    private static void writes(FilterBox box, String filter) {
        box.setValue(filter);
        ComponentUtil.fireEvent(
                box, new AbstractField.ComponentValueChangeEvent<TextField, String>(box, box, "", true));
    }

    private MenuItem export(DeviceListView view) {
        return find(ViewMenu.class, view).single().getItems().getLast();
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
    void the_list_can_be_narrowed_to_a_health() {
        DeviceListView view = list(false, Role.OWNER, "health=UNREACHABLE");

        assertThat(view.title()).isEqualTo("Unreachable devices");
        assertThat(rows(view))
                .isNotEmpty()
                .allSatisfy(device -> assertThat(device.health()).isEqualTo(Health.UNREACHABLE));
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
    void where_blocking_takes_two_people_the_dialog_says_so_before_and_only_asks() {
        second.add(ApprovalAct.BLOCK_MANY_DEVICES);
        DeviceListView view = list(false, Role.OWNER, "");
        rows(view).stream()
                .limit(3)
                .forEach(find(DeviceGrid.class, view).single().asMultiSelect()::select);

        test(button(bar(view), "Block…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(find(Warnings.class, dialog).single().getElement().getTextRecursively())
                .contains("This takes two people", "done once somebody else approves");
        assertThat(button(dialog, "Ask for approval").getThemeNames()).doesNotContain("error");
        assertThat(find(Button.class, dialog).withText("Block").all()).isEmpty();
    }

    @Test
    void where_blocking_many_takes_two_people_one_device_is_still_blocked_at_once() {
        second.add(ApprovalAct.BLOCK_MANY_DEVICES);
        DeviceListView view = list(false, Role.OWNER, "");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());

        test(button(bar(view), "Block…")).click();
        ActDialog dialog = find(ActDialog.class).single();
        assertThat(text(dialog)).contains("1 device");
        assertThat(find(Warnings.class, dialog).all()).isEmpty();
        assertThat(button(dialog, "Block").getThemeNames()).contains("error");
    }

    @Test
    void what_happens_to_one_device_is_said_of_one() {
        DeviceListView view = list(false, Role.OWNER, "");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());

        test(button(bar(view), "Unclaim…")).click();

        assertThat(text(find(ActDialog.class).single()))
                .contains("It is no device of this catalog")
                .doesNotContain("They");
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
        find(Select.class, dialog).all().forEach(DeviceListPageTest::choosesTheFirst);
        test(button(dialog, "Move")).click();

        assertThat(jobs.acts())
                .singleElement()
                .asString()
                .startsWith("move “is:untrusted product:Toaster”, at most 240 as of 2026-11-02T09:00:00Z to ");
        assertThat(text(bar(view))).doesNotContain("Block…", "Transfer…");
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

    @SuppressWarnings("unchecked")
    private static void choosesTheFirst(Select<?> select) {
        ((Select<Object>) select).setValue(select.getListDataView().getItem(0));
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
                new FakeApprovalClient("olivia", List.copyOf(second)),
                views,
                new FakeExports());
        UI.getCurrent().add(view);
        view.show(new Visit("contoso", role, RouteParameters.empty(), QueryParameters.fromString(query)));
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
}
