package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.MoreRows;

/** The devices that left a catalog, the newest departure first. */
final class Departures {
    private static final int PAGE = 50;
    private static final String TITLE = "Devices that left";

    private final TransferClient client;
    private final String catalog;
    private long total;

    Departures(TransferClient client, String catalog) {
        this.client = client;
        this.catalog = catalog;
    }

    Component panel() {
        LinkedPages<DepartedDeviceView> pages =
                LinkedPages.of(cursor -> page(cursor == null ? 0 : Integer.parseInt(cursor)));
        if (pages.rows(0, PAGE).isEmpty()) {
            return new Panel(
                    TITLE,
                    new EmptyState(
                            Icon.DEVICE,
                            "No device has left this catalog",
                            "One that is unclaimed, or that another catalog accepted, stays listed here."));
        }
        RowTable table = new RowTable(TITLE, "Device", "Was in", "How", "Reason", "Left", "Record").asCards();
        MoreRows<DepartedDeviceView> more =
                new MoreRows<>(pages, PAGE, PAGE, rows -> rows.forEach(device -> row(table, device)));
        return new Panel(TITLE, table, more).beside(new Span(Amount.of(total)));
    }

    /** Its pages begin at numbers. */
    private LinkedPages.Page<DepartedDeviceView> page(int offset) {
        DepartedDevicePage page = client.departed(catalog, offset, PAGE);
        total = page.total();
        int next = offset + page.devices().size();
        boolean last = page.devices().isEmpty() || next >= page.total();
        return new LinkedPages.Page<>(page.devices(), last ? null : Integer.toString(next));
    }

    private void row(RowTable table, DepartedDeviceView device) {
        String name = device.name().isEmpty() ? device.id().shortText() : device.name();
        Div which = new Div(new Code(name), new CopyButton(device.id().text(), "device ID"));
        which.addClassName("hf-inline");
        table.row(
                which,
                RowTable.words(GroupWords.of(device.product(), device.group())),
                new Span(device.ending() == DepartedDeviceView.Ending.UNCLAIMED ? "Unclaimed" : "Transferred"),
                RowTable.words(device.reason()),
                TimeText.relative(device.leftAt()),
                new Anchor(Links.audit(catalog, audited(device)), "Audit log"));
    }

    /** What the audit log calls the act by which it left. */
    private static String audited(DepartedDeviceView device) {
        return device.transfer() == null
                ? device.id().shortText()
                : device.transfer().toString();
    }
}
