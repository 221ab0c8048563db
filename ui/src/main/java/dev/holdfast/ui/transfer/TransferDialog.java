package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.SecondPersonNeeded;
import dev.holdfast.ui.component.TakesTwo;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.util.List;

/** Offers devices to another catalog. */
public final class TransferDialog extends Dialog {
    private final Div form = new Div();
    private final TextField to = new TextField("To catalog");
    private final TextField note = new TextField("Note");
    private final IntegerField days = new IntegerField("Open for days");
    private final Outcome outcome = new Outcome();
    private final TakesTwo second = new TakesTwo();
    private final Button offer = new Button();

    /**
     * Makes a dialog for some devices of a catalog, which says before whether it only asks; {@code done} is called when they are on
     * offer.
     */
    public TransferDialog(
            TransferClient client, ApprovalClient approvals, String catalog, List<DeviceId> devices, Runnable done) {
        setHeaderTitle("Transfer " + Amount.of(devices.size(), "device"));
        setWidth("34rem");
        to.setHelperText(
                "The name in its address in the console; its owner tells you. Nobody is told of a wrong name, and nobody accepts");
        to.setPattern(NewCatalog.NAME);
        to.setAutofocus(true);
        note.setHelperText("For the owners of both catalogs, and their audit logs");
        note.setMaxLength(Reason.MAX_LENGTH);
        for (TextField field : List.of(to, note)) {
            field.setRequired(true);
            field.setWidthFull();
            field.setValueChangeMode(ValueChangeMode.EAGER);
            field.addValueChangeListener(change -> check());
        }
        days.setMin(1);
        days.setMax(NewTransfer.MOST_DAYS);
        days.setValue(NewTransfer.USUAL_DAYS);
        days.setStepButtonsVisible(true);
        days.addValueChangeListener(change -> check());
        offer.addThemeVariants(ButtonVariant.PRIMARY);
        offer.setEnabled(false);
        offer.setDisableOnClick(true);
        offer.addClickListener(clicked -> {
            outcome.clear();
            try {
                client.offer(
                        catalog,
                        new NewTransfer(
                                to.getValue().strip(), devices, note.getValue().strip(), days.getValue()));
                close();
                done.run();
                Toast.done(Amount.of(devices.size(), "device") + " offered to "
                        + to.getValue().strip());
            } catch (SecondPersonNeeded asked) {
                asked.tell();
                close();
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        second.setVisible(approvals.rules(catalog).need(ApprovalAct.RELEASE_DEVICES));
        offer.setText(second.verb("Offer"));
        form.add(second, effects(devices.size()), to, note, days, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), offer);
    }

    /** Puts something before the fields, such as which devices they are. */
    public TransferDialog showing(Component component) {
        form.addComponentAtIndex(form.indexOf(second) + 1, component);
        return this;
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

    private void check() {
        Integer open = days.getValue();
        offer.setEnabled(to.getValue().strip().matches(NewCatalog.NAME)
                && !note.getValue().isBlank()
                && open != null
                && open >= 1
                && open <= NewTransfer.MOST_DAYS);
    }
}
