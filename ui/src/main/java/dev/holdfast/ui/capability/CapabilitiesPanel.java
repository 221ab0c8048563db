package dev.holdfast.ui.capability;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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
import dev.holdfast.contract.operator.capability.CapabilityImpactRequest;
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

/** Lists the newest capability files of a device, at most {@value #SHOWN}. Issues, downloads and revokes files. */
public final class CapabilitiesPanel extends Div {
    private static final int SHOWN = 100;

    private final transient CapabilityClient client;
    private final String catalog;
    private final String device;
    private final transient Runnable changed;

    /** Creates the panel, with actions if {@code issuing}; {@code changed} runs after an action. */
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
        Panel panel = new Panel(text("capabilities.title"), files.isEmpty() ? none() : table(files, issuing));
        if (issuing) {
            panel.beside(new Button(
                    text("capabilities.issue.open"),
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
        return new EmptyState(Icon.KEY, text("capabilities.empty.title"), text("capabilities.empty.text"));
    }

    private Component table(List<CapabilityFileView> files, boolean issuing) {
        RowTable table = new RowTable(
                text("capabilities.title"),
                text("capabilities.column.allows"),
                text("capabilities.column.state"),
                text("capabilities.column.issued"),
                text("capabilities.column.expires"),
                text("capabilities.column.reason"));
        if (issuing) {
            table.column(text("capabilities.column.actions"));
        }
        for (CapabilityFileView file : files) {
            NativeTableRow row = table.row(
                    new Span(names(file)),
                    state(file),
                    issued(file),
                    TimeText.relative(file.expiresAt()),
                    reason(file));
            if (issuing) {
                row.addDataCell().add(actions(file));
            }
        }
        return table;
    }

    static String name(String capability) {
        return switch (capability) {
            case "ApplicationDevelopment" -> text("capabilities.name.application-development");
            case "FieldServicing" -> text("capabilities.name.field-servicing");
            default -> capability;
        };
    }

    private static String names(CapabilityFileView file) {
        return file.capabilities().isEmpty()
                ? text("capabilities.name.none")
                : file.capabilities().stream().map(CapabilitiesPanel::name).collect(Collectors.joining(", "));
    }

    private static StatusBadge state(CapabilityFileView file) {
        String word = word(file.state());
        return switch (file.state()) {
            case IN_FORCE -> StatusBadge.of(Tone.WARNING, Icon.KEY, word);
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, word);
            case REVOKED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, word);
            case DEVICE_LEFT -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, word);
        };
    }

    private static Component issued(CapabilityFileView file) {
        String approver = file.approvedBy();
        return Styled.lines(
                TimeText.relative(file.issuedAt()),
                new Span(text("capabilities.issued-by", file.issuedBy())),
                Styled.muted(approver == null ? "" : text("capabilities.approved-by", approver)),
                Styled.muted(text("capabilities.downloads", file.downloads())));
    }

    private static Component reason(CapabilityFileView file) {
        return Styled.lines(
                new Span(file.reason()),
                Styled.muted(
                        file.revokedBy() == null
                                ? ""
                                : text("capabilities.revoked-by", file.revokedBy(), file.revocationReason())));
    }

    private Component actions(CapabilityFileView file) {
        if (file.state() != CapabilityState.IN_FORCE) {
            return new Span();
        }
        return Styled.div(
                "hf-inline",
                new FileDownload(
                                text("capabilities.download.open"),
                                "capability-" + device.substring(0, 12) + ".cap",
                                "application/octet-stream",
                                () -> client.fetch(catalog, device, file.id().toString()))
                        .named(text("capabilities.download.name", names(file))),
                Styled.small(
                        text("capabilities.revoke.open"),
                        text("capabilities.revoke.name", names(file)),
                        () -> revoke(file)));
    }

    private void revoke(CapabilityFileView file) {
        new ActionDialog(
                        text("capabilities.revoke.title"),
                        List.of(text("capabilities.revoke.effect.download"), text("capabilities.revoke.effect.device")),
                        text("capabilities.revoke.submit"),
                        reason -> {
                            client.revoke(catalog, device, file.id().toString(), new Reason(reason));
                            Toast.done(text("capabilities.revoke.done"));
                            changed.run();
                        })
                .dangerous()
                .open();
    }

    /** Issues a capability file or requests approval for it. */
    static final class IssueDialog {
        /** The capabilities that Holdfast can issue, in the order of their numbers in the file. */
        static final List<String> CAPABILITIES = List.of("ApplicationDevelopment", "FieldServicing");

        /** The lifetimes to choose from, in hours. */
        private static final List<Integer> HOURS = List.of(1, 4, 24, 72, 168, 720);

        private static final int DAY = 24;
        private static final int DEFAULT_HOURS = 4;

        private IssueDialog() {}

        /** Opens the dialog. {@code needsApproval} tells whether files with at least one capability require approval. */
        static void open(
                CapabilityClient client, String catalog, String device, boolean needsApproval, Runnable issued) {
            CheckboxGroup<String> capabilities = new CheckboxGroup<>(text("capabilities.issue.allows"));
            Select<Integer> hours = new Select<>();
            CapabilityEffect effect = new CapabilityEffect();
            ActionDialog dialog = new ActionDialog(
                            text("capabilities.issue.title"),
                            List.of(
                                    text("capabilities.issue.effect.device"),
                                    text("capabilities.issue.effect.attestation"),
                                    text("capabilities.issue.effect.development"),
                                    text("capabilities.issue.effect.nothing")),
                            text("capabilities.issue.submit"),
                            reason -> {
                                client.issue(
                                        catalog,
                                        device,
                                        new NewCapabilityFile(chosen(capabilities), hours.getValue(), reason));
                                Toast.done(text("capabilities.issue.done"));
                                issued.run();
                            })
                    .commenting();
            capabilities.setItems(CAPABILITIES);
            capabilities.setItemLabelGenerator(CapabilitiesPanel::name);
            capabilities.addValueChangeListener(change ->
                    dialog.withApproval(needsApproval && !change.getValue().isEmpty()));
            hours.setLabel(text("capabilities.issue.hours"));
            hours.setItems(HOURS);
            hours.setItemLabelGenerator(IssueDialog::length);
            hours.setValue(DEFAULT_HOURS);
            Runnable explain = () -> effect.show(() -> client.preview(
                    catalog, device, new CapabilityImpactRequest(chosen(capabilities), hours.getValue(), null)));
            capabilities.addValueChangeListener(change -> explain.run());
            hours.addValueChangeListener(change -> explain.run());
            explain.run();
            dialog.with(capabilities, hours, effect).dangerous().open();
        }

        private static List<String> chosen(CheckboxGroup<String> capabilities) {
            return CAPABILITIES.stream()
                    .filter(capabilities.getValue()::contains)
                    .toList();
        }

        private static String length(int hours) {
            return hours % DAY == 0 ? Amount.of(hours / DAY, "day") : Amount.of(hours, "hour");
        }
    }
}
