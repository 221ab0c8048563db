package dev.holdfast.ui.transfer;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.LeftDevices;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;

/** Lets devices go: says what that does, asks why, and shows which of them stayed, each with the reason. */
public final class Unclaiming {
    /** More than so many devices take a typed number. */
    private static final int FEW = 10;

    private static final List<String> OF_ONE = List.of(
            "It is no device of this catalog any more: it gets no software and no certificate from here.",
            certificates(1),
            "If it is blocked, it stays: unblock it first.",
            "Whoever has it at hand can claim it, and so can the catalog that its manufacturer's list names, unless it was transferred"
                    + " since that list.",
            "What it attested and reported stays readable here.");
    private static final List<String> OF_MANY = List.of(
            "They are no devices of this catalog any more: they get no software and no certificate from here.",
            certificates(FEW),
            "A device that is blocked stays: unblock it first.",
            "Whoever has one at hand can claim it, and so can the catalog that its manufacturer's list names, unless it was transferred"
                    + " since that list.",
            "What they attested and reported stays readable here.");

    private Unclaiming() {}

    static String certificates(int devices) {
        return "Certificates that " + (devices == 1 ? "it has" : "they have")
                + " are revoked: gateways refuse them at once, relying parties are told by OCSP at once and by revocation list"
                + " within an hour.";
    }

    /**
     * Makes the dialog for devices that {@code name} names together, which says before whether it only asks; {@code done} is called when at
     * least one left.
     */
    public static ActionDialog dialog(
            TransferClient client,
            ApprovalClient approvals,
            String catalog,
            String name,
            List<DeviceId> devices,
            Runnable done) {
        ActionDialog dialog = new ActionDialog(
                        "Unclaim " + name,
                        devices.size() == 1 ? OF_ONE : OF_MANY,
                        "Unclaim",
                        reason -> tell(client.unclaim(catalog, new UnclaimRequest(devices, reason)), done))
                .dangerous()
                .asking(approvals.rules(catalog).need(ApprovalOperation.RELEASE_DEVICES));
        return devices.size() > FEW ? dialog.counting(devices.size(), "Number of devices") : dialog;
    }

    private static void tell(UnclaimResult result, Runnable done) {
        if (result.unclaimed() > 0) {
            done.run();
        }
        if (result.refused().isEmpty()) {
            Toast.done(Amount.of(result.unclaimed(), "device") + " unclaimed");
        } else {
            answers(result).open();
        }
    }

    static LeftDevices answers(UnclaimResult result) {
        List<UnclaimResult.Refusal> refused = result.refused();
        return new LeftDevices(
                Amount.of(result.unclaimed(), "device") + " unclaimed, " + refused.size() + " not",
                "Devices that were not unclaimed",
                "not-unclaimed.csv",
                refused.stream()
                        .map(one ->
                                new LeftDevices.Left(one.deviceId(), one.code().name(), one.reason()))
                        .toList());
    }
}
