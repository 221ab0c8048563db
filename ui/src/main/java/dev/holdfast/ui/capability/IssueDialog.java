package dev.holdfast.ui.capability;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** Asks what to allow, for how long and why, and issues it or asks for a second person. */
final class IssueDialog {
    /** What a service may sign, in the order of their numbers. */
    static final List<String> CAPABILITIES = List.of("ApplicationDevelopment", "FieldServicing");

    private static final List<Integer> HOURS = List.of(1, 4, 24, 72, 168, 720);
    private static final int DAY = 24;
    private static final int USUAL = 4;

    private IssueDialog() {}

    /** Opens it; {@code secondPerson} says whether what allows something takes one. */
    static void open(CapabilityClient client, String catalog, String device, boolean secondPerson, Runnable issued) {
        CheckboxGroup<String> capabilities = new CheckboxGroup<>("It allows");
        Select<Integer> hours = new Select<>();
        ActionDialog dialog = new ActionDialog(
                        "Issue a capability file",
                        List.of(
                                "This device alone heeds it, and only until it ends.",
                                "Appraisal expects what it allows as long as it is good; afterwards the device is found out.",
                                "Application development lets software run that nobody released. Give it to devices on a desk, not to"
                                        + " those of customers.",
                                "A file that allows nothing takes away what another one that is installed allows."),
                        "Issue",
                        reason -> {
                            client.issue(
                                    catalog,
                                    device,
                                    new NewCapabilityFile(
                                            CAPABILITIES.stream()
                                                    .filter(capabilities.getValue()::contains)
                                                    .toList(),
                                            hours.getValue(),
                                            reason));
                            Toast.done("Issued; fetch it from the list");
                            issued.run();
                        })
                .commenting();
        capabilities.setItems(CAPABILITIES);
        capabilities.setItemLabelGenerator(CapabilitiesPanel::words);
        capabilities.addValueChangeListener(
                change -> dialog.asking(secondPerson && !change.getValue().isEmpty()));
        hours.setLabel("Good for");
        hours.setItems(HOURS);
        hours.setItemLabelGenerator(IssueDialog::length);
        hours.setValue(USUAL);
        dialog.with(capabilities, hours).dangerous().open();
    }

    private static String length(int hours) {
        return hours % DAY == 0 ? Amount.of(hours / DAY, "day") : Amount.of(hours, "hour");
    }
}
