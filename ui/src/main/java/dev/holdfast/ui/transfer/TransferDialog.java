package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import java.util.List;

/** Offers devices to another catalog. */
public final class TransferDialog extends FormDialog {
    /**
     * Makes a dialog for some devices of a catalog, which says before whether it only asks; {@code done} is called when they are on
     * offer.
     */
    public TransferDialog(
            TransferClient client, ApprovalClient approvals, String catalog, List<DeviceId> devices, Runnable done) {
        super("Transfer " + Amount.of(devices.size(), "device"), "Offer");
        put(effects(devices.size()));
        TextField to = required(
                "to",
                new TextField("To catalog"),
                text -> text.matches(NewCatalog.NAME),
                "The name of a catalog has letters, digits, underscores and hyphens");
        to.setHelperText(
                "The name in its address in the console; its owner tells you. Nobody is told of a wrong name, and nobody accepts");
        TextField note = required("note", new TextField("Note"));
        note.setHelperText("For the owners of both catalogs, and their audit logs");
        note.setMaxLength(Reason.MAX_LENGTH);
        IntegerField days = days("Open for days", NewTransfer.MOST_DAYS, NewTransfer.USUAL_DAYS);
        asking(approvals.rules(catalog).need(ApprovalOperation.RELEASE_DEVICES));
        onSubmit(() -> {
            client.offer(catalog, new NewTransfer(stripped(to), devices, stripped(note), days.getValue()));
            done.run();
            Toast.done(Amount.of(devices.size(), "device") + " offered to " + stripped(to));
        });
    }

    private static UnorderedList effects(int devices) {
        return new UnorderedList(
                new ListItem("Nothing changes until an owner of the other catalog accepts. You can withdraw before."),
                new ListItem(
                        devices == 1
                                ? "Then it is a device of that catalog: it gets its software and answers to its people."
                                : "Then they are devices of that catalog: they get its software and answer to its people."),
                new ListItem(Unclaiming.certificates(devices)),
                new ListItem("What the " + (devices == 1 ? "device" : "devices")
                        + " attested and reported here stays readable here."));
    }
}
