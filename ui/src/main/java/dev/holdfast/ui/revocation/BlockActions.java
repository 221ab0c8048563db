package dev.holdfast.ui.revocation;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.ImpactWords;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.SkippedDevices;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.function.Function;

/**
 * Blocks devices after a preview, and unblocks them. {@code done} runs after a change. A role in a device group is enough for one device,
 * but not for several.
 */
public record BlockActions(RevocationClient client, ApprovalClient approvals, String catalog, Runnable done) {
    /** Above this number of devices, a person types the number to confirm. */
    private static final int FEW = 10;

    /** Opens the dialog that blocks a device; {@code name} stands for the device in its title. */
    public void block(String name, DeviceId device) {
        dialog(
                        name,
                        ApprovalOperation.BLOCK_ONE_DEVICE,
                        client.blockImpact(catalog, device.text()),
                        reason -> client.block(catalog, device.text(), new Reason(reason)))
                .open();
    }

    /** Opens the dialog that blocks devices; {@code name} stands for the devices in its title. */
    public void block(String name, List<DeviceId> devices) {
        if (devices.size() == 1) {
            block(name, devices.getFirst());
            return;
        }
        ActionDialog dialog = dialog(
                name,
                ApprovalOperation.BLOCK_MANY_DEVICES,
                client.blockImpact(catalog, new BlockRequest(devices, "")),
                reason -> client.block(catalog, new BlockRequest(devices, reason)));
        (devices.size() > FEW ? dialog.counting(devices.size(), text("block.count")) : dialog).open();
    }

    private ActionDialog dialog(
            String name, ApprovalOperation action, CertificateImpact preview, Function<String, BlockResult> block) {
        return new ActionDialog(
                        text("block.title", name),
                        preview.consequences(),
                        text("block.submit"),
                        reason -> tell(block.apply(reason), "block"))
                .dangerous()
                .withApproval(approvals.rules(catalog).need(action))
                .showing(new ImpactSummary(preview));
    }

    public void unblock(String name, DeviceId device) {
        new ActionDialog(
                        text("unblock.title", name),
                        List.of(text("unblock.effect.certificates"), text("unblock.effect.updates")),
                        text("unblock.submit"),
                        reason -> tell(client.unblock(catalog, device.text(), new Reason(reason)), "unblock"))
                .open();
    }

    /** Shows the result; {@code action} is the prefix of its texts. */
    private void tell(BlockResult result, String action) {
        List<BlockResult.Refusal> refused = result.refused();
        if (refused.isEmpty()) {
            Toast.done(text(action + ".done", result.changed()));
        } else {
            new SkippedDevices(
                            text(action + ".partly-done", result.changed(), refused.size()),
                            text(action + ".refused"),
                            "not-" + action + "ed.csv",
                            refused.stream()
                                    .map(one -> new SkippedDevices.Skipped(
                                            one.deviceId(), one.code().name(), one.reason()))
                                    .toList())
                    .open();
        }
        done.run();
    }

    /** The devices and certificates that a block or revocation affects, in total and by group. */
    public static final class ImpactSummary extends Div {
        public ImpactSummary(CertificateImpact preview) {
            add(new Paragraph(text("impact.summary", preview.devices(), preview.trusted(), preview.certificates())));
            if (preview.until() != null) {
                add(new Paragraph(new Span(text("impact.until")), new Text(" "), TimeText.exact(preview.until())));
            }
            if (preview.devices() > 0) {
                add(new Paragraph(ImpactWords.contact(preview.contactMinutes())));
            }
            if (preview.offline() > 0) {
                add(new Paragraph(text("impact.offline", preview.offline())));
            }
            if (preview.devices() > 1) {
                add(RowTable.first(
                        text("impact.by-group"),
                        preview.groups(),
                        preview.groups().size(),
                        group -> List.of(
                                group.group().isEmpty()
                                        ? text("impact.left-catalog")
                                        : GroupWords.of(group.product(), group.group()),
                                Amount.of(group.devices()),
                                Amount.of(group.trusted()),
                                Amount.of(group.certificates())),
                        text("impact.column.group"),
                        text("impact.column.devices"),
                        text("impact.column.trusted"),
                        text("impact.column.certificates")));
            }
        }
    }
}
