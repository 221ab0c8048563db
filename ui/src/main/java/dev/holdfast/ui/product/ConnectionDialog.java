package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.List;

/** Lets a group demand a post-quantum key exchange, or no longer, after saying whom that shuts out. */
final class ConnectionDialog {
    private ConnectionDialog() {}

    /** Opens it; {@code done} is called when it was done. */
    static void open(
            GroupClient groups, ConnectionClient client, String catalog, DeviceGroupView shown, Runnable done) {
        Seen<DeviceGroupView> seen = Seen.of(() -> groups.group(catalog, shown.product(), shown.name()));
        DeviceGroupView group = seen.now();
        boolean demand = !group.requiresPostQuantum();
        ConnectionImpact impact = client.impact(catalog, group.product(), group.name());
        String title = group.product() + " / " + group.name();
        ActionDialog dialog = new ActionDialog(
                        demand
                                ? "Demand a post-quantum key exchange of " + title
                                : "Let " + title + " connect over any key exchange",
                        demand ? demanding(impact) : allowing(impact),
                        demand ? "Demand it" : "Allow any",
                        reason -> {
                            seen.change(tag -> client.connect(
                                    catalog, group.product(), group.name(), tag, new GroupConnection(demand, reason)));
                            Toast.done(title
                                    + (demand ? " demands a post-quantum key exchange" : " takes any key exchange"));
                            done.run();
                        })
                .refusing(failure -> seen.refusal(failure, SettingWords::facts))
                .atMost(Reason.MAX_LENGTH);
        if (demand) {
            dialog.dangerous();
        }
        (demand && impact.other() > 0 ? dialog.counting((int) impact.other(), "Devices that will be refused") : dialog)
                .open();
    }

    private static List<String> demanding(ConnectionImpact impact) {
        return List.of(
                Amount.of(impact.other(), "device") + " of " + impact.devices()
                        + " last connected over another key exchange: gateways refuse them within seconds. They get no"
                        + " software, no certificates, and can report nothing, until this is taken back.",
                Amount.of(impact.postQuantum(), "device") + " last connected over X25519MLKEM768 and "
                        + (impact.postQuantum() == 1 ? "stays" : "stay") + " connected. Of "
                        + Amount.of(impact.unknown(), "device") + " nobody knows it.");
    }

    private static List<String> allowing(ConnectionImpact impact) {
        return List.of("Gateways let devices of the group in over every key exchange again. "
                + Amount.of(impact.other() + impact.unknown(), "device") + " of " + impact.devices()
                + " did not last connect over a post-quantum one.");
    }
}
