package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.job.JobDialogs;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.revocation.BlockActions;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Versioned;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferClient;
import dev.holdfast.ui.transfer.TransferDialog;
import dev.holdfast.ui.transfer.Unclaiming;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Actions on several devices.
 *
 * @param visit includes the roles in all products and device groups
 * @param page the component to navigate from
 * @param changed called after a change
 */
record DeviceActions(DeviceActions.Clients clients, SignedIn signedIn, Visit visit, Component page, Runnable changed) {
    record Clients(
            DeviceClient devices,
            DeviceJobClient jobs,
            ProductClient products,
            TransferClient transfers,
            RevocationClient revocations,
            ApprovalClient approvals) {}

    /** Returns whether the person may move devices: in the whole catalog, or between several groups. */
    boolean mayMove() {
        return visit.may(Permission.MANAGE_FLEET)
                || signedIn.mayInSeveralGroups(visit.catalog(), Permission.MANAGE_FLEET);
    }

    void job(DeviceSelection selection, Consumer<JobDialogs> dialog) {
        dialog.accept(new JobDialogs(clients.jobs(), clients.products(), visit, this::mayMoveInto, selection, page));
    }

    private boolean mayMoveInto(String product, String group) {
        return visit.where(signedIn.rolesInScope(visit.catalog(), product, group))
                .mayHere(Permission.MANAGE_FLEET);
    }

    /** Blocks devices after a confirmation, or requests approval. */
    void block(List<DeviceView> devices) {
        new BlockActions(clients.revocations(), clients.approvals(), visit.catalog(), changed)
                .block(Amount.of(devices.size(), "device"), ids(devices));
    }

    void blockByJob(DeviceSelection selection) {
        job(selection, dialogs -> dialogs.block(clients.approvals().rules(visit.catalog())));
    }

    void transfer(List<DeviceView> devices) {
        new TransferDialog(clients.transfers(), clients.approvals(), visit.catalog(), ids(devices), changed)
                .first(preview(devices, Instant.now()))
                .open();
    }

    void unclaim(List<DeviceView> devices) {
        Unclaiming.dialog(
                        clients.transfers(),
                        clients.approvals(),
                        visit.catalog(),
                        Amount.of(devices.size(), "device"),
                        ids(devices),
                        changed)
                .showing(preview(devices, Instant.now()))
                .open();
    }

    private static Div preview(List<DeviceView> devices, Instant now) {
        long trusted = devices.stream()
                .filter(device -> device.trust() == Trust.TRUSTED)
                .count();
        long certified = devices.stream()
                .filter(device -> device.certificateExpires() != null
                        && device.certificateExpires().isAfter(now))
                .count();
        // The number of devices and of trusted devices by group.
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (DeviceView device : devices) {
            int[] counts = groups.computeIfAbsent(GroupWords.of(device.product(), device.group()), name -> new int[2]);
            counts[0]++;
            counts[1] += device.trust() == Trust.TRUSTED ? 1 : 0;
        }
        return new Div(
                new Paragraph(text("devices.preview.summary", devices.size(), trusted, certified)),
                RowTable.first(
                        text("devices.preview.by-group"),
                        List.copyOf(groups.entrySet()),
                        groups.size(),
                        group ->
                                List.of(group.getKey(), Amount.of(group.getValue()[0]), Amount.of(group.getValue()[1])),
                        text("impact.column.group"),
                        text("impact.column.devices"),
                        text("impact.column.trusted")));
    }

    static List<DeviceId> ids(List<DeviceView> devices) {
        return devices.stream().map(DeviceView::id).toList();
    }

    /** Edits name, tags and notes of a device. */
    static final class DetailsDialog extends FormDialog {
        private final TextField name = new TextField(text("device.edit.name"));
        private final TextField tags = new TextField(text("device.edit.tags"));
        private final TextArea notes = new TextArea(text("device.edit.notes"));

        DetailsDialog(DeviceClient client, String catalog, String device, Runnable changed) {
            super(text("device.edit.title"), text("device.edit.submit"));
            Versioned<DeviceDescription> seen = Versioned.of(() -> client.description(catalog, device));
            put(new Paragraph(text("device.edit.effect")));
            name.setMaxLength(DeviceDescription.MAX_NAME);
            name.setAutofocus(true);
            tags.setHelperText(text("device.edit.tags.hint"));
            notes.setMaxLength(DeviceDescription.MAX_NOTES);
            field("name", name, value -> true, "");
            field("tags", tags, value -> true, "");
            field("notes", notes, value -> true, "");
            name.setValue(seen.now().name());
            tags.setValue(String.join(" ", seen.now().tags()));
            notes.setValue(seen.now().notes());
            onFailure(failure -> seen.refusal(failure, DetailsDialog::facts));
            onSubmit(() -> {
                seen.change(tag -> client.describe(catalog, device, tag, description()));
                changed.run();
            });
        }

        private static Facts facts(DeviceDescription description) {
            return new Facts()
                    .with(text("device.edit.name"), description.name())
                    .with(text("device.edit.tags"), String.join(" ", description.tags()))
                    .with(text("device.edit.notes"), description.notes());
        }

        private DeviceDescription description() {
            List<String> tagList = Arrays.stream(stripped(tags).split("[\\s,]+", -1))
                    .filter(tag -> !tag.isEmpty())
                    .toList();
            return new DeviceDescription(stripped(name), tagList, stripped(notes));
        }
    }
}
