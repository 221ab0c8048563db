package dev.holdfast.ui.revocation;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;
import java.util.List;

/** Shuts devices out, after a preview, and lets them in again. */
public final class BlockActs {
    /** More than so many devices take a typed number. */
    private static final int FEW = 10;

    private static final List<String> GIVEN_BACK = List.of(
            "Gateways let it in again within seconds, with the certificates that it has and that have not expired.",
            "It can attest, and gets what its group is offered.");

    private BlockActs() {}

    /** Asks whether the devices that {@code name} names together shall be blocked; calls {@code done} when some were. */
    public static void block(
            RevocationClient client,
            ApprovalClient approvals,
            String catalog,
            String name,
            List<DeviceId> devices,
            Runnable done) {
        ApprovalAct act = devices.size() == 1 ? ApprovalAct.BLOCK_ONE_DEVICE : ApprovalAct.BLOCK_MANY_DEVICES;
        LossPreview preview = client.blockImpact(catalog, new BlockRequest(devices, ""));
        ActDialog dialog = new ActDialog(
                        "Block " + name,
                        preview.consequences(),
                        "Block",
                        Refusal::words,
                        reason -> tell(client.block(catalog, new BlockRequest(devices, reason)), "blocked", done))
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .asking(approvals.rules(catalog).need(act))
                .showing(new LossList(preview));
        (devices.size() > FEW ? dialog.counting(devices.size(), "device") : dialog).open();
    }

    /** Asks whether a device shall be let in again. */
    public static void unblock(RevocationClient client, String catalog, String name, DeviceId device, Runnable done) {
        new ActDialog(
                        "Unblock " + name,
                        GIVEN_BACK,
                        "Unblock",
                        Refusal::words,
                        reason -> tell(
                                client.unblock(catalog, new BlockRequest(List.of(device), reason)), "unblocked", done))
                .atMost(Reason.MAX_LENGTH)
                .open();
    }

    private static void tell(BlockResult result, String done, Runnable refresh) {
        int rest = result.refused().size();
        Toast.done(Amount.of(result.changed(), "device") + " " + done
                + (rest == 0 ? "" : ", " + Amount.of(rest, "device") + " left as before"));
        refresh.run();
    }
}
