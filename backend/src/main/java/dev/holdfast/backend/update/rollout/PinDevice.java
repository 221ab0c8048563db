package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Pins a device to its images: gateways offer it nothing, neither an operating system nor a deployment, until it is unpinned. */
@ApplicationScoped
class PinDevice {
    private static final String FIND =
            "select pinned_at is not null as pinned from device where catalog_id = $1 and device_id = $2";
    private static final String PIN = """
            update device set pinned_at = $3, pinned_by = $4, pinned_reason = $5
            where catalog_id = $1 and device_id = $2 and pinned_at is null""";
    private static final String UNPIN = """
            update device set pinned_at = null, pinned_by = null, pinned_reason = null
            where catalog_id = $1 and device_id = $2 and pinned_at is not null""";

    /** Returns the work; it fails with {@code not-found}, or with {@code conflict} if the device is pinned. */
    Work<Void> pin(DeviceId device, String reason) {
        return tx -> tx.update(PIN, tx.catalog(), device, tx.now(), tx.actor().name(), reason)
                .call(changed -> requireChange(tx, device, changed, "already pinned"))
                .chain(() -> tx.audit(
                        tx.entry("PinDevice", device.text(), "Pinned the device to its images.")
                                .because(reason)
                                .changing("pinned", false, true),
                        Event.of("DevicePinned", device.text(), Map.of("reason", reason))
                                .invalidating(Change.of(device))));
    }

    /** Returns the work; it fails with {@code not-found}, or with {@code conflict} if the device is not pinned. */
    Work<Void> unpin(DeviceId device, String reason) {
        return tx -> tx.update(UNPIN, tx.catalog(), device)
                .call(changed -> requireChange(tx, device, changed, "not pinned"))
                .chain(() -> tx.audit(
                        tx.entry("UnpinDevice", device.text(), "Unpinned the device. It gets updates again.")
                                .because(reason)
                                .changing("pinned", true, false),
                        Event.of("DeviceUnpinned", device.text(), Map.of("reason", reason))
                                .invalidating(Change.of(device))));
    }

    private static Uni<?> requireChange(Tx tx, DeviceId device, int changed, String state) {
        return changed > 0
                ? Uni.createFrom().voidItem()
                : tx.find(FIND, row -> row.getBoolean("pinned"), tx.catalog(), device)
                        .map(found -> {
                            throw found.isEmpty()
                                    ? ProblemException.notFound("Device " + device)
                                    : ProblemException.conflict("The device is " + state + ".");
                        });
    }
}
