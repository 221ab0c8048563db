package dev.holdfast.ui.transfer;

import static dev.holdfast.ui.text.Texts.text;

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
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import java.util.List;

/** Offers devices to another catalog. */
public final class TransferDialog extends FormDialog {
    /** Makes a dialog for devices of a catalog. Shows whether the offer requires approval. Runs {@code done} after the offer. */
    public TransferDialog(
            TransferClient client, ApprovalClient approvals, String catalog, List<DeviceId> devices, Runnable done) {
        super(text("transfer-offer.title", devices.size()), text("transfer-offer.submit"));
        put(effects(devices.size()));
        TextField to = required(
                "to",
                new TextField(text("transfer-offer.catalog")),
                name -> name.matches(NewCatalog.NAME),
                text("transfer-offer.catalog-rule"));
        to.setHelperText(text("transfer-offer.catalog-hint"));
        TextField note = required("note", new TextField(text("transfer-offer.note")));
        note.setHelperText(text("transfer-offer.note-hint"));
        note.setMaxLength(Reason.MAX_LENGTH);
        IntegerField days = days(text("transfer-offer.days"), NewTransfer.MAX_DAYS, NewTransfer.DEFAULT_DAYS);
        withApproval(approvals.rules(catalog).need(ApprovalOperation.RELEASE_DEVICES));
        onSubmit(() -> {
            client.offer(catalog, new NewTransfer(stripped(to), devices, stripped(note), days.getValue()));
            done.run();
            Toast.done(text("transfer-offer.done", devices.size(), stripped(to)));
        });
    }

    private static UnorderedList effects(int devices) {
        return new UnorderedList(
                new ListItem(text("transfer-offer.effect.pending")),
                new ListItem(text("transfer-offer.effect.move", devices)),
                new ListItem(text("unclaim.effect.certificates", devices)),
                new ListItem(text("transfer-offer.effect.history")));
    }
}
