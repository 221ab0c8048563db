package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import java.util.List;
import java.util.Objects;

/** Takes devices from another catalog into a group, or into none. */
final class AcceptDialog extends FormDialog {
    AcceptDialog(
            TransferClient client,
            String catalog,
            TransferView transfer,
            List<TransferAcceptance> places,
            Runnable accepted) {
        super("Accept " + Amount.of(transfer.devices(), "device") + " from " + transfer.from(), "Accept");
        put(new UnorderedList(
                new ListItem(
                        "They are devices of this catalog from then on, and get what is deployed to the group; in no group,"
                                + " the operating system in Retail alone."),
                new ListItem("They are unknown until they attest here; a rollback since their last attestation"
                        + " is noticed.")));
        Select<TransferAcceptance> group = new Select<>();
        group.setLabel("Into device group");
        group.setItems(places);
        group.setItemLabelGenerator(item -> GroupWords.of(item.product(), item.group()));
        field("group", group, Objects::nonNull, "Choose a group");
        onSubmit(() -> {
            TransferAcceptance into = group.getValue();
            client.accept(catalog, transfer.id(), into);
            accepted.run();
            Toast.done(Amount.of(transfer.devices(), "device") + " accepted into "
                    + NoGroup.title(into.product(), into.group()));
        });
    }
}
