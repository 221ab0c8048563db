package dev.holdfast.ui.capability;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityState;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.stream.Collectors;

/** The capability files that were issued for a device: what, until when, why, by whom and with whose approval. */
public final class CapabilitiesPanel extends Div {
    private static final int SHOWN = 100;

    private final transient CapabilityClient client;
    private final String catalog;
    private final String device;
    private final transient Runnable changed;

    /** Shows them, with acts if {@code issuing}; {@code changed} is called when something was done. */
    public CapabilitiesPanel(
            CapabilityClient client,
            ApprovalClient approvals,
            String catalog,
            String device,
            boolean issuing,
            Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.device = device;
        this.changed = changed;
        List<CapabilityFileView> files = client.files(catalog, device, SHOWN);
        Panel panel = new Panel("Capability files", files.isEmpty() ? none() : table(files, issuing));
        if (issuing) {
            panel.beside(new Button(
                    "Issue…",
                    clicked -> IssueDialog.open(
                            client,
                            catalog,
                            device,
                            approvals.rules(catalog).need(ApprovalOperation.ISSUE_CAPABILITY),
                            changed)));
        }
        add(panel);
    }

    private static Component none() {
        return new EmptyState(
                Icon.KEY,
                "No capability file was issued for it",
                "A capability file opens this one device, for development or for a servicing session, until it ends. A device that"
                        + " shows a capability without one is refused.");
    }

    private Component table(List<CapabilityFileView> files, boolean issuing) {
        RowTable table = new RowTable("Capability files", "Allows", "State", "Issued", "Ends", "Why");
        if (issuing) {
            table.column("Act");
        }
        for (CapabilityFileView file : files) {
            NativeTableRow row = table.row(
                    new Span(words(file)), state(file), issued(file), TimeText.relative(file.expiresAt()), why(file));
            if (issuing) {
                row.addDataCell().add(acts(file));
            }
        }
        return table;
    }

    static String words(String capability) {
        return switch (capability) {
            case "ApplicationDevelopment" -> "Application development";
            case "FieldServicing" -> "Field servicing";
            default -> capability;
        };
    }

    private static String words(CapabilityFileView file) {
        return file.capabilities().isEmpty()
                ? "Nothing: takes all away"
                : file.capabilities().stream().map(CapabilitiesPanel::words).collect(Collectors.joining(", "));
    }

    private static StatusBadge state(CapabilityFileView file) {
        return switch (file.state()) {
            case IN_FORCE -> StatusBadge.of(Tone.WARNING, Icon.KEY, "In force");
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Revoked");
            case DEVICE_LEFT -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Device left");
        };
    }

    private static Component issued(CapabilityFileView file) {
        String second = file.approvedBy();
        return Styled.lines(
                new Span(TimeText.relative(file.issuedAt()), new Span(" by " + file.issuedBy())),
                Styled.muted(second == null ? "" : "approved by " + second),
                Styled.muted(
                        file.downloads() == 0
                                ? "never fetched"
                                : file.downloads() == 1 ? "fetched once" : "fetched " + file.downloads() + " times"));
    }

    private static Component why(CapabilityFileView file) {
        return Styled.lines(
                new Span(file.reason()),
                Styled.muted(
                        file.revokedBy() == null
                                ? ""
                                : "Revoked by " + file.revokedBy() + ": " + file.revocationReason()));
    }

    private Component acts(CapabilityFileView file) {
        if (file.state() != CapabilityState.IN_FORCE) {
            return new Span();
        }
        return Styled.div(
                "hf-inline",
                new FileDownload(
                                "Fetch",
                                "capability-" + device.substring(0, 12) + ".cap",
                                "application/octet-stream",
                                () -> client.fetch(catalog, device, file.id().toString()))
                        .named("Fetch the file for " + words(file)),
                Styled.small("Revoke…", "Revoke the file for " + words(file), () -> revoke(file)));
    }

    private void revoke(CapabilityFileView file) {
        new ActionDialog(
                        "Revoke the capability file",
                        List.of(
                                "It is not given out any more.",
                                "A device that has it installed heeds it until it ends, but is refused at its next attestation."
                                        + " To take it off the device, issue a file that allows nothing and install that."),
                        "Revoke",
                        reason -> {
                            client.revoke(catalog, device, file.id().toString(), new Reason(reason));
                            Toast.done("Revoked");
                            changed.run();
                        })
                .dangerous()
                .open();
    }

    /** Asks what to allow, for how long and why, and issues it or asks for a second person. */
    static final class IssueDialog {
        /** What a service may sign, in the order of their numbers. */
        static final List<String> CAPABILITIES = List.of("ApplicationDevelopment", "FieldServicing");

        private static final List<Integer> HOURS = List.of(1, 4, 24, 72, 168, 720);
        private static final int DAY = 24;
        private static final int USUAL = 4;

        private IssueDialog() {}

        /** Opens it; {@code secondPerson} says whether what allows something takes one. */
        static void open(
                CapabilityClient client, String catalog, String device, boolean secondPerson, Runnable issued) {
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
}
