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
import org.junit.jupiter.api.Test;

/** What the list of devices shows. */
class DeviceListPageTest extends DeviceListPage {
    @Test
    void the_list_shows_what_its_address_says() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED&product=Toaster");

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
    void nobody_is_told_a_role_that_they_do_not_have() {
        assertThat(emptyText(list(true, Role.APPROVER, "")))
                .contains("takes the Contributor role", "ask an owner")
                .doesNotContain("Reader");
    }

    @Test
    void the_list_follows_what_happens_to_devices() {
        DeviceListView view = list(false, Role.OWNER, "");
        DeviceView first = rows(view).getFirst();
        assertThat(text(view)).contains("240 devices");

        client.fleet().devices().remove(first);
        view.refresh();

        assertThat(rows(view)).hasSize(239).doesNotContain(first);
        assertThat(text(view)).contains("239 devices");
    }

    @Test
    void filters_that_fit_nothing_offer_the_way_back() {
        assertThat(emptyText(list(false, Role.OWNER, "filter=zzz"))).contains("No device matches", "show all devices");
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
    void a_filter_that_cannot_be_read_says_at_which_character() {
        DeviceListView view = list(false, Role.OWNER, "filter=is:trusted colour:red");

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
    void a_health_lights_its_chip_also_when_it_stands_in_the_filter() {
        DeviceListView view = list(false, Role.OWNER, "filter=is:trusted");

        assertThat(find(Anchor.class, find(HealthChips.class, view).single()).all())
                .allSatisfy(chip -> assertThat(text(chip)).containsPattern("[0-9]"))
                .filteredOn(chip -> chip.getElement().hasAttribute("aria-current"))
                .singleElement()
                .satisfies(chip -> assertThat(text(chip)).startsWith("Trusted"));
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
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("gone for everybody of this catalog");
        assertThat(button(dialog, "Throw away").isEnabled()).isFalse();
        @SuppressWarnings("unchecked")
        Select<SavedView> which = find(Select.class, dialog).single();
        which.setValue(which.getListDataView().getItem(0));
        assertThat(which.getHelperText()).isEqualTo("Devices that meet tag:pilot os:<24.06");
        views.overtake();
        test(button(dialog, "Throw away")).click();
        assertThat(views.acts()).isEmpty();
        assertThat(text(dialog)).contains("Someone else changed it meanwhile", "Devices that meet is:blocked");
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
    void beside_the_list_stands_how_many_devices_of_each_kind_there_are_and_which_kind_the_filter_asks_for() {
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
