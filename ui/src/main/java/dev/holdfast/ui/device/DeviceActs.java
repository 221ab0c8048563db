package dev.holdfast.ui.device;

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
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
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
 * What can be done to several devices at once.
 *
 * @param visit at all that is in some part of the catalog where the visitor has a role
 * @param page the component from which another page is opened
 * @param changed called when some devices have left or were blocked
 */
record DeviceActs(DeviceActs.Clients clients, SignedIn signedIn, Visit visit, Component page, Runnable changed) {
    record Clients(
            DeviceClient devices,
            DeviceJobClient jobs,
            ProductClient products,
            TransferClient transfers,
            RevocationClient revoking,
            ApprovalClient approvals) {}

    boolean mayMove() {
        return visit.may(Permission.MANAGE_FLEET) || signedIn.mayInSeveralGroups(visit.catalog(), Permission.MANAGE_FLEET);
    }

    void job(DeviceSelection selection, Consumer<JobDialogs> dialog) {
        dialog.accept(new JobDialogs(clients.jobs(), clients.products(), visit, this::mayMoveInto, selection, page));
    }

    private boolean mayMoveInto(String product, String group) {
        return visit.where(signedIn.rolesInPart(visit.catalog(), product, group))
                .mayHere(Permission.MANAGE_FLEET);
    }

    /** Asks whether devices shall be blocked at once, for which a second person can be asked. */
    void block(List<DeviceView> devices) {
        new BlockActs(clients.revoking(), clients.approvals(), visit.catalog(), changed)
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
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (DeviceView device : devices) {
            int[] counts = groups.computeIfAbsent(GroupWords.of(device.product(), device.group()), name -> new int[2]);
            counts[0]++;
            counts[1] += device.trust() == Trust.TRUSTED ? 1 : 0;
        }
        return new Div(
                new Paragraph(Amount.of(devices.size(), "device") + ": " + trusted + " trusted now, " + certified
                        + " with a certificate that is valid now."),
                RowTable.first(
                        "Devices by group",
                        List.copyOf(groups.entrySet()),
                        groups.size(),
                        group -> List.of(
                                group.getKey(),
                                Integer.toString(group.getValue()[0]),
                                Integer.toString(group.getValue()[1])),
                        "Product / group",
                        "Devices",
                        "Trusted now"));
    }

    static List<DeviceId> ids(List<DeviceView> devices) {
        return devices.stream().map(DeviceView::id).toList();
    }

    /** Name, tags and notes of a device. */
    static final class DescribeDialog extends FormDialog {
        private final TextField name = new TextField("Name");
        private final TextField tags = new TextField("Tags");
        private final TextArea notes = new TextArea("Notes");

        DescribeDialog(DeviceClient client, String catalog, String device, Runnable changed) {
            super("Describe the device", "Save");
            Seen<DeviceDescription> seen = Seen.of(() -> client.description(catalog, device));
            put(new Paragraph("Everybody in the catalog sees it; the audit log keeps what was before."));
            name.setMaxLength(DeviceDescription.MOST_NAME);
            name.setAutofocus(true);
            tags.setHelperText("Words with blanks between them, such as lab site:north");
            notes.setMaxLength(DeviceDescription.MOST_NOTES);
            field("name", name, text -> true, "");
            field("tags", tags, text -> true, "");
            field("notes", notes, text -> true, "");
            name.setValue(seen.now().name());
            tags.setValue(String.join(" ", seen.now().tags()));
            notes.setValue(seen.now().notes());
            refusing(failure -> seen.refusal(failure, DescribeDialog::words));
            onSubmit(() -> {
                seen.change(tag -> client.describe(catalog, device, tag, description()));
                changed.run();
            });
        }

        private static Facts words(DeviceDescription description) {
            return new Facts()
                    .with("Name", description.name())
                    .with("Tags", String.join(" ", description.tags()))
                    .with("Notes", description.notes());
        }

        private DeviceDescription description() {
            List<String> words = Arrays.stream(stripped(tags).split("[\\s,]+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            return new DeviceDescription(stripped(name), words, stripped(notes));
        }
    }
}
