package dev.holdfast.ui.capability;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityState;
import dev.holdfast.ui.approval.ApprovalClient;
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
                            approvals.rules(catalog).need(ApprovalAct.ISSUE_CAPABILITY),
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
}
