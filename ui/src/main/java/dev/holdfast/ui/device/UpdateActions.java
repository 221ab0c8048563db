package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.List;
import java.util.UUID;

/**
 * Dialogs that withhold updates from a device, and the request to check for them.
 *
 * @param isAllowed whether the person may use them
 * @param done runs after an action
 */
public record UpdateActions(UpdateClient client, String catalog, boolean isAllowed, Runnable done) {
    /** Asks a device to check for updates. */
    void checkNow(DeviceId device) {
        client.checkNow(catalog, device.text());
        Toast.done(text("device-check.done"));
    }

    /** Pins a device; {@code name} stands for it in the title. */
    void pin(DeviceId device, String name) {
        new ActionDialog(
                        text("device-pin.title", name),
                        List.of(text("device-pin.effect"), text("device-pin.effect.counts")),
                        text("device-pin.submit"),
                        reason -> {
                            client.pin(catalog, device.text(), new Reason(reason));
                            Toast.done(text("device-pin.done"));
                            done.run();
                        })
                .open();
    }

    void unpin(DeviceId device, String name) {
        new ActionDialog(
                        text("device-unpin.title", name),
                        text("device-unpin.effect"),
                        text("device-unpin.submit"),
                        reason -> {
                            client.unpin(catalog, device.text(), new Reason(reason));
                            Toast.done(text("device-unpin.done"));
                            done.run();
                        })
                .open();
    }

    /** Takes a device out of a rollout; {@code name} stands for it in the title. */
    public void exempt(UUID rollout, DeviceId device, String name) {
        new ActionDialog(
                        text("device-exempt.title", name),
                        List.of(text("device-exempt.effect"), text("device-exempt.effect.limit")),
                        text("device-exempt.submit"),
                        reason -> {
                            client.exempt(catalog, rollout.toString(), device.text(), new Reason(reason));
                            Toast.done(text("device-exempt.done"));
                            done.run();
                        })
                .open();
    }

    /** Includes an exempt device in a rollout again; {@code name} stands for it in the title. */
    void include(UUID rollout, DeviceId device, String name) {
        new ActionDialog(
                        text("device-include.title", name),
                        text("device-include.effect"),
                        text("device-include.submit"),
                        reason -> {
                            client.include(catalog, rollout.toString(), device.text(), new Reason(reason));
                            Toast.done(text("device-include.done"));
                            done.run();
                        })
                .open();
    }
}
