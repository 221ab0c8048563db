package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests what the device list shows. */
class DeviceListPageTest extends DeviceListTestBase {
    @Test
    void the_list_shows_the_query_of_its_address() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED&product=Toaster");

        assertThat(view.title()).isEqualTo("Untrusted devices");
        assertThat(rows(view)).isNotEmpty().allSatisfy(device -> {
            assertThat(device.trust()).isEqualTo(Trust.UNTRUSTED);
            assertThat(device.product()).isEqualTo("Toaster");
        });
    }

    @Test
    void an_empty_catalog_offers_contributors_to_add_devices() {
        assertThat(emptyText(list(true, Role.CONTRIBUTOR, ""))).contains("No devices yet", "Add devices");
    }

    @Test
    void an_empty_catalog_tells_readers_to_ask_an_owner() {
        assertThat(emptyText(list(true, Role.READER, "")))
                .contains("No devices yet", "Ask an owner")
                .doesNotContain("Add devices");
    }

    @Test
    void an_empty_catalog_names_the_role_that_claims_devices() {
        assertThat(emptyText(list(true, Role.APPROVER, "")))
                .contains("requires the Contributor role", "Ask an owner")
                .doesNotContain("Reader");
    }

    @Test
    void devices_that_need_attention_come_first() {
        List<Trust> order = List.of(Trust.UNTRUSTED, Trust.OUTDATED, Trust.UNKNOWN, Trust.TRUSTED);

        assertThat(rows(list(false, Role.OWNER, "")))
                .extracting(DeviceView::trust)
                .containsAll(order)
                .isSortedAccordingTo(Comparator.comparingInt(order::indexOf));
    }

    @Test
    void the_list_updates_when_devices_change() {
        DeviceListView view = list(false, Role.OWNER, "");
        DeviceView first = rows(view).getFirst();
        assertThat(text(view)).contains("240 devices");

        client.fleet().devices().remove(first);
        view.refresh();

        assertThat(rows(view)).hasSize(239).doesNotContain(first);
        assertThat(text(view)).contains("239 devices");
    }

    @Test
    void a_list_without_matches_offers_to_show_all_devices() {
        assertThat(emptyText(list(false, Role.OWNER, "filter=zzz")))
                .contains("No matching devices", "Show all devices");
    }

    @Test
    void an_unknown_product_or_group_is_named() {
        assertThat(emptyText(list(false, Role.OWNER, "product=Nope")))
                .contains("No matching devices", "Product “Nope” does not exist", "Show all devices");
        assertThat(emptyText(list(false, Role.OWNER, "product=Toaster&group=Attic")))
                .contains("Product “Toaster” has no group “Attic”");
    }

    @Test
    void devices_without_a_group_are_listed() {
        assertThat(rows(list(false, Role.OWNER, "product=.unassigned")))
                .singleElement()
                .satisfies(device -> assertThat(device.group()).isEqualTo(NoGroup.NAME));
    }

    @Test
    void an_invalid_filter_names_the_character() {
        DeviceListView view = list(false, Role.OWNER, "filter=is:trusted colour:red");

        assertThat(find(TextField.class, view).all())
                .anySatisfy(field ->
                        assertThat(field.getErrorMessage()).contains("Character 12, at “colour:red”: unknown field"));
        assertThat(emptyText(view))
                .contains("This filter cannot be read", "Character 12", "Show all devices")
                .doesNotContain("No matching devices");
        assertThat(text(view)).doesNotContain("0 of");
        assertThat(find(Anchor.class, find(HealthChips.class, view).single()).all())
                .noneMatch(chip -> chip.getElement().hasAttribute("aria-current"));
    }

    @Test
    void a_health_in_the_filter_text_selects_its_chip() {
        DeviceListView view = list(false, Role.OWNER, "filter=is:trusted");

        assertThat(find(Anchor.class, find(HealthChips.class, view).single()).all())
                .allSatisfy(chip -> assertThat(text(chip)).containsPattern("[0-9]"))
                .filteredOn(chip -> chip.getElement().hasAttribute("aria-current"))
                .singleElement()
                .satisfies(chip -> assertThat(text(chip)).startsWith("Trusted"));
    }

    @Test
    void the_columns_in_the_address_are_shown() {
        DeviceListView view = list(false, Role.OWNER, "columns=tags,osVersion");

        assertThat(find(DeviceGrid.class, view).single().getColumns().stream()
                        .filter(Grid.Column::isVisible)
                        .map(Grid.Column::getKey))
                .containsExactly("id", "tags", "osVersion");
    }

    @Test
    void the_update_state_says_how_long_it_lasts() {
        DeviceListView view = list(false, Role.OWNER, "filter=update:waiting-for-phase&columns=update");

        DeviceGrid grid = find(DeviceGrid.class, view).single();
        assertThat(text(Objects.requireNonNull(test((Grid<?>) grid).getCellComponent(0, "update"))))
                .matches("Waiting for phase.*[0-9]+ (h|hours) ago");
    }

    @Test
    void a_view_is_deleted_after_confirmation_and_views_load_once() {
        DeviceListView view = list(false, Role.OWNER, "");
        ViewMenu menu = find(ViewMenu.class, view).single();
        assertThat(views.asked()).isEqualTo(1);

        MenuItem item = menu.getItems().getFirst().getSubMenu().getItems().stream()
                .filter(one -> one.getText().equals("Delete view…"))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("for everyone in this catalog");
        assertThat(button(dialog, "Delete view").isEnabled()).isFalse();
        @SuppressWarnings("unchecked")
        Select<SavedView> which = find(Select.class, dialog).single();
        which.setValue(which.getListDataView().getItem(0));
        assertThat(which.getHelperText()).isEqualTo("Devices matching tag:pilot os:<24.06");
        views.changeAsAnotherUser();
        test(button(dialog, "Delete view")).click();
        assertThat(views.commands()).isEmpty();
        assertThat(text(dialog)).contains("Someone else changed it meanwhile", "Devices matching is:blocked");
        test(button(dialog, "Delete view")).click();

        assertThat(views.commands()).singleElement().asString().startsWith("delete ");
    }

    @Test
    void the_list_is_filtered_by_health() {
        DeviceListView view = list(false, Role.OWNER, "health=UNREACHABLE");

        assertThat(view.title()).isEqualTo("Unreachable devices");
        assertThat(rows(view))
                .isNotEmpty()
                .allSatisfy(device -> assertThat(device.health()).isEqualTo(Health.UNREACHABLE));
    }

    @Test
    void counts_show_devices_by_property_and_mark_the_filter_terms() {
        DeviceListView view = list(false, Role.READER, "filter=os:24.09");
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

    private String emptyText(DeviceListView view) {
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        assertThat(test(grid).size()).isZero();
        EmptyState state = (EmptyState) grid.getEmptyStateComponent();
        return state == null ? "" : state.getElement().getTextRecursively();
    }
}
