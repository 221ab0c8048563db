package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.util.List;

/** The devices that left a catalog, the newest departure first. */
final class Departures {
    private Departures() {}

    static Component of(TransferClient client, String catalog) {
        Span count = new Span();
        TableRows<DepartedDeviceView> rows = new TableRows<DepartedDeviceView>(
                        "Devices that left", device -> List.of(device.id(), device.leftAt()))
                .column("Device", Departures::device)
                .words("Was in", device -> GroupWords.of(device.product(), device.group()))
                .words(
                        "How",
                        device -> device.ending() == DepartedDeviceView.Ending.UNCLAIMED ? "Unclaimed" : "Transferred")
                .words("Reason", DepartedDeviceView::reason)
                .column("Left", device -> TimeText.relative(device.leftAt()))
                .column("Record", device -> new Anchor(Links.audit(catalog, audited(device)), "Audit log"))
                .beside(count);
        LinkedPages<DepartedDeviceView> pages = LinkedPages.of(TableRows.PAGE, (cursor, limit) -> {
            DepartedDevicePage page = client.departed(catalog, LinkedPages.Page.offset(cursor), limit);
            count.setText(Amount.of(page.total()));
            return LinkedPages.Page.at(cursor, page.devices(), page.total());
        });
        rows.show(
                pages,
                new EmptyState(
                        Icon.DEVICE,
                        "No device has left this catalog",
                        "One that is unclaimed, or that another catalog accepted, stays listed here."));
        return rows;
    }

    private static Component device(DepartedDeviceView device) {
        String name = device.name().isEmpty() ? device.id().shortText() : device.name();
        return Styled.div(
                "hf-inline", new Code(name), new CopyButton(device.id().text(), "device ID"));
    }

    /** What the audit log calls the act by which it left. */
    private static String audited(DepartedDeviceView device) {
        return device.transfer() == null
                ? device.id().shortText()
                : device.transfer().toString();
    }
}
