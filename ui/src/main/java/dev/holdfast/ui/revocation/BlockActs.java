package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.LeftDevices;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.function.Function;

/**
 * Shuts devices out, after a preview, and lets them in again. One by itself takes a role where it is, several take one in the whole catalog.
 *
 * @param done called when some were blocked or unblocked
 */
public record BlockActs(RevocationClient client, ApprovalClient approvals, String catalog, Runnable done) {
    /** More than so many devices take a typed number. */
    private static final int FEW = 10;

    private static final List<String> GIVEN_BACK = List.of(
            "Gateways let it in again within seconds, with the certificates that it has and that have not expired.",
            "It can attest, and gets what its group is offered.");

    public void block(String name, DeviceId device) {
        dialog(
                        name,
                        ApprovalOperation.BLOCK_ONE_DEVICE,
                        client.blockImpact(catalog, device.text()),
                        reason -> client.block(catalog, device.text(), new Reason(reason)))
                .open();
    }

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
        (devices.size() > FEW ? dialog.counting(devices.size(), "Number of devices") : dialog).open();
    }

    private ActionDialog dialog(
            String name, ApprovalOperation act, LossPreview preview, Function<String, BlockResult> block) {
        return new ActionDialog(
                        "Block " + name,
                        preview.consequences(),
                        "Block",
                        reason -> tell(block.apply(reason), "blocked"))
                .dangerous()
                .asking(approvals.rules(catalog).need(act))
                .showing(new LossList(preview));
    }

    public void unblock(String name, DeviceId device) {
        new ActionDialog(
                        "Unblock " + name,
                        GIVEN_BACK,
                        "Unblock",
                        reason -> tell(client.unblock(catalog, device.text(), new Reason(reason)), "unblocked"))
                .open();
    }

    private void tell(BlockResult result, String how) {
        String words = Amount.of(result.changed(), "device") + " " + how;
        List<BlockResult.Refusal> refused = result.refused();
        if (refused.isEmpty()) {
            Toast.done(words);
        } else {
            new LeftDevices(
                            words + ", " + Amount.of(refused.size()) + " not",
                            "Devices that were not " + how,
                            "not-" + how + ".csv",
                            refused.stream()
                                    .map(one -> new LeftDevices.Left(
                                            one.deviceId(), one.code().name(), one.reason()))
                                    .toList())
                    .open();
        }
        done.run();
    }

    /** What an act would take from whom, by group. */
    public static final class LossList extends Div {
        public LossList(LossPreview preview) {
            add(sentence(preview));
            if (preview.devices() > 1) {
                add(RowTable.first(
                        "What is lost by group",
                        preview.groups(),
                        preview.groups().size(),
                        group -> List.of(
                                group.group().isEmpty()
                                        ? "Left the catalog"
                                        : GroupWords.of(group.product(), group.group()),
                                Amount.of(group.devices()),
                                Amount.of(group.trusted()),
                                Amount.of(group.certificates())),
                        "Product / group",
                        "Devices",
                        "Trusted now",
                        "Certificates"));
            }
        }

        private static Paragraph sentence(LossPreview preview) {
            Paragraph words = new Paragraph(Amount.of(preview.devices(), "device") + ", " + preview.trusted()
                    + " trusted now, would lose " + Amount.of(preview.certificates(), "certificate"));
            if (preview.until() == null) {
                words.add(new Span(" that would be valid now."));
            } else {
                words.add(
                        new Span(" that would have been valid until "), TimeText.exact(preview.until()), new Span("."));
            }
            return words;
        }
    }
}
