package dev.holdfast.ui.transfer;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.SkippedDevices;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.stream.Stream;

/** Unclaims devices and shows the refused ones with the reason. */
public final class Unclaiming {
    /** Unclaiming more devices requires typing their number. */
    private static final int FEW = 10;

    private Unclaiming() {}

    /**
     * Makes the dialog; {@code name} stands for the devices in its title. Shows whether approval is required. Runs {@code done} if at least
     * one device was unclaimed.
     */
    public static ActionDialog dialog(
            TransferClient client,
            ApprovalClient approvals,
            String catalog,
            String name,
            List<DeviceId> devices,
            Runnable done) {
        ActionDialog dialog = new ActionDialog(
                        text("unclaim.title", name),
                        Stream.of("leave", "certificates", "blocked", "claim", "history")
                                .map(effect -> text("unclaim.effect." + effect, devices.size()))
                                .toList(),
                        text("unclaim.submit"),
                        reason -> show(client.unclaim(catalog, new UnclaimRequest(devices, reason)), done))
                .dangerous()
                .withApproval(approvals.rules(catalog).need(ApprovalOperation.RELEASE_DEVICES));
        return devices.size() > FEW ? dialog.counting(devices.size(), text("unclaim.count")) : dialog;
    }

    private static void show(UnclaimResult result, Runnable done) {
        if (result.unclaimed() > 0) {
            done.run();
        }
        if (result.refused().isEmpty()) {
            Toast.done(text("unclaim.done", result.unclaimed()));
        } else {
            refusals(result).open();
        }
    }

    static SkippedDevices refusals(UnclaimResult result) {
        List<UnclaimResult.Refusal> refused = result.refused();
        return new SkippedDevices(
                text("unclaim.result", result.unclaimed(), refused.size()),
                text("unclaim.refused"),
                "not-unclaimed.csv",
                refused.stream()
                        .map(one -> new SkippedDevices.Skipped(
                                one.deviceId(), one.code().name(), one.reason()))
                        .toList());
    }
}
