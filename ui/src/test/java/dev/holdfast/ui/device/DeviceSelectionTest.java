package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.transfer.TransferDialog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests actions on selected devices and on all devices that match the filter. */
class DeviceSelectionTest extends DeviceListTestBase {
    @Test
    void devices_can_be_moved_out_of_groups() {
        DeviceListView view = list(false, Role.CONTRIBUTOR, "health=FAILED");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());
        test(button(bar(view), "Move…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(button(dialog, "Move").isEnabled()).as("no group is chosen").isFalse();
        assertThat(text(dialog)).doesNotContain("other software");

        choose(find(Select.class, dialog).withCaption("Product").single(), NoGroup.NAME);

        assertThat(text(dialog))
                .doesNotContain("Device group")
                .contains("237 devices of 240 would get other software", "5 devices leave a rollout")
                .contains("OS 26.09 → 26.10.", "4 devices will fail");
        test(button(dialog, "Move")).click();
        assertThat(jobs.commands()).singleElement().asString().endsWith(" to .unassigned / .unassigned");
    }

    @SuppressWarnings("unchecked")
    private static void choose(Select<?> select, Object value) {
        ((Select<Object>) select).setValue(value);
    }

    @Test
    void an_invalid_filter_keeps_the_list_and_disables_actions() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());
        FilterBox box = find(FilterBox.class, view).single();

        type(box, "is:odd");
        assertThat(box.isInvalid()).isTrue();
        assertThat(rows(view)).hasSize(6);
        assertThat(bar(view).isEnabled()).isFalse();
        assertThat(export(view).isEnabled()).isFalse();

        type(box, "is:named");
        assertThat(box.isInvalid()).isFalse();
        assertThat(bar(view).isEnabled()).isTrue();
        assertThat(export(view).isEnabled()).isTrue();
    }

    /** Types a filter, as a user does in a browser. */
    private static void type(FilterBox box, String filter) {
        box.setValue(filter);
        ComponentUtil.fireEvent(
                box, new AbstractField.ComponentValueChangeEvent<TextField, String>(box, box, "", true));
    }

    /** Returns the menu item that exports the list. */
    private MenuItem export(DeviceListView view) {
        return find(ViewMenu.class, view).single().getItems().getLast();
    }

    @Test
    void an_owner_unclaims_devices_after_a_preview_by_group() {
        DeviceListView view = list(false, Role.OWNER, "health=FAILED");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        assertThat(find(SelectionBar.class, view).all()).as("no selection yet").isEmpty();

        grid.asMultiSelect().select(rows(view).getFirst());
        assertThat(text(bar(view))).contains("1 device selected", "Select all 6 devices");
        test(button(bar(view), "Select all 6 devices")).click();
        assertThat(text(bar(view))).contains("All 6 devices of this list selected");
        test(button(bar(view), "Unclaim…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("6 devices: 0 trusted now, 6 with a valid certificate", "Toaster / ");
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Lost at sea");
        test(button(dialog, "Unclaim")).click();

        assertThat(ownership.commands()).containsExactly("unclaim 6: Lost at sea");
        assertThat(find(RowTable.class).all().getLast().getElement().getTextRecursively())
                .contains("Withdraw the transfer first");
    }

    @Test
    void an_owner_blocks_selected_devices_after_a_preview_with_a_reason() {
        DeviceListView view = list(false, Role.OWNER, "");
        rows(view).stream()
                .limit(3)
                .forEach(find(DeviceGrid.class, view).single().asMultiSelect()::select);

        test(button(bar(view), "Block…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("3 devices lose", "Trusted now: 3", "Toaster / Production", "two seconds");
        assertThat(button(dialog, "Block").isEnabled()).isFalse();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("Stolen with the van");
        test(button(dialog, "Block")).click();

        // Blocking does not use a job here, because a job cannot request approval.
        assertThat(revocations.commands()).containsExactly("block 3: Stolen with the van");
        assertThat(jobs.commands()).isEmpty();
    }

    @Test
    void if_blocking_requires_approval_the_dialog_requests_it() {
        needApproval.add(ApprovalOperation.BLOCK_MANY_DEVICES);
        DeviceListView view = list(false, Role.OWNER, "");
        rows(view).stream()
                .limit(3)
                .forEach(find(DeviceGrid.class, view).single().asMultiSelect()::select);

        test(button(bar(view), "Block…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(find(Warnings.class, dialog).single().getElement().getTextRecursively())
                .contains("This action requires approval", "once an approver approves");
        assertThat(button(dialog, "Request approval").getThemeNames()).doesNotContain("error");
        assertThat(find(Button.class, dialog).withText("Block").all()).isEmpty();
    }

    @Test
    void approval_for_several_devices_does_not_apply_to_one() {
        needApproval.add(ApprovalOperation.BLOCK_MANY_DEVICES);
        DeviceListView view = list(false, Role.OWNER, "");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());

        test(button(bar(view), "Block…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("1 device");
        assertThat(find(Warnings.class, dialog).all()).isEmpty();
        assertThat(button(dialog, "Block").getThemeNames()).contains("error");
    }

    @Test
    void texts_for_one_device_are_singular() {
        DeviceListView view = list(false, Role.OWNER, "");
        find(DeviceGrid.class, view).single().asMultiSelect().select(rows(view).getFirst());

        test(button(bar(view), "Unclaim…")).click();

        assertThat(text(find(ActionDialog.class).single()))
                .contains("The device leaves this catalog")
                .doesNotContain("They");
    }

    @Test
    void select_all_moves_devices_by_the_filter() {
        DeviceListView view = list(false, Role.CONTRIBUTOR, "health=FAILED&product=Toaster");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        DeviceView first = rows(view).getFirst();
        grid.asMultiSelect().select(first);
        String all = text(bar(view)).replaceAll("(?s).*(Select all \\d+ devices).*", "$1");
        test(button(bar(view), all)).click();
        List<DeviceView> shown = rows(view);
        assertThat(grid.asMultiSelect().getSelectedItems()).containsAll(shown);

        test(button(bar(view), "Move…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        find(Select.class, dialog).all().forEach(DeviceSelectionTest::chooseFirst);
        test(button(dialog, "Move")).click();

        assertThat(jobs.commands())
                .singleElement()
                .asString()
                .startsWith("move “is:untrusted product:Toaster”, at most 240 as of 2026-11-02T09:00:00Z to ");
        assertThat(text(bar(view))).doesNotContain("Block…", "Transfer…");
    }

    @Test
    void selected_devices_are_offered_to_another_catalog() {
        DeviceListView view = list(false, Role.OWNER, "");
        DeviceGrid grid = find(DeviceGrid.class, view).single();
        rows(view).stream().limit(3).forEach(grid.asMultiSelect()::select);

        test(button(bar(view), "Transfer…")).click();
        TransferDialog dialog = find(TransferDialog.class).single();
        assertThat(text(dialog)).contains("3 devices: ");
        find(TextField.class, dialog).withCaption("To catalog").single().setValue("northwind");
        find(TextField.class, dialog).withCaption("Note").single().setValue("Sold");
        test(button(dialog, "Offer")).click();

        assertThat(ownership.commands()).containsExactly("offer 3 to northwind for 7 days: Sold");
    }

    @Test
    void readers_cannot_select_devices() {
        DeviceListView view = list(false, Role.READER, "");

        assertThat(find(DeviceGrid.class, view).single().getSelectionModel())
                .isNotInstanceOf(GridMultiSelectionModel.class);
    }

    @SuppressWarnings("unchecked")
    private static void chooseFirst(Select<?> select) {
        ((Select<Object>) select).setValue(select.getListDataView().getItem(0));
    }
}
