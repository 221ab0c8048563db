package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Toast;
import java.util.List;

/** Takes devices from another catalog into a group, or into none. */
final class AcceptDialog extends Dialog {
    AcceptDialog(
            TransferClient client,
            String catalog,
            TransferView transfer,
            List<TransferAcceptance> places,
            Runnable accepted) {
        setHeaderTitle("Accept " + Amount.of(transfer.devices(), "device") + " from " + transfer.from());
        setWidth("34rem");
        Select<TransferAcceptance> group = new Select<>();
        group.setLabel("Into device group");
        group.setItems(places);
        group.setItemLabelGenerator(item -> GroupWords.of(item.product(), item.group()));
        group.setWidthFull();
        Button accept = new Button("Accept");
        accept.addThemeVariants(ButtonVariant.PRIMARY);
        accept.setEnabled(false);
        accept.setDisableOnClick(true);
        group.addValueChangeListener(change -> accept.setEnabled(change.getValue() != null));
        accept.addClickListener(clicked -> {
            try {
                TransferAcceptance into = group.getValue();
                client.accept(catalog, transfer.id(), into);
                close();
                accepted.run();
                Toast.done(Amount.of(transfer.devices(), "device") + " accepted into "
                        + NoGroup.title(into.product(), into.group()));
            } finally {
                accept.setEnabled(true);
            }
        });
        Div form = new Div(
                new UnorderedList(
                        new ListItem(
                                "They are devices of this catalog from then on, and get what is deployed to the group; in no group,"
                                        + " the operating system in Retail alone."),
                        new ListItem("They are unknown until they attest here; a rollback since their last attestation"
                                + " is noticed.")),
                group);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), accept);
    }
}
