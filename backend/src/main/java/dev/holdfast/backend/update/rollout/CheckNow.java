package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Ends the polls of devices that wait at a gateway, so that they poll again. Gateways also load what they know about the devices again. */
@ApplicationScoped
class CheckNow {
    private static final String FIND = "select 1 from device where catalog_id = $1 and device_id = $2";

    /** Returns the work; it fails with {@code not-found}. */
    Work<Void> device(DeviceId device) {
        return tx -> tx.find(FIND, row -> device, tx.catalog(), device)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device " + device)))
                .chain(() -> tx.audit(
                        tx.entry("CheckNow", device.text(), "Asked the device to check for updates."),
                        Event.of("CheckRequested", device.text(), Map.of()).invalidating(Change.of(device))));
    }

    /** Returns the work for all devices of a group; it fails with {@code not-found}. */
    Work<Void> group(String product, String group) {
        return tx -> DeviceGroups.find(tx, product, group)
                .chain(found -> tx.audit(
                        tx.entry("CheckNow", found.title(), "Asked the devices of the group to check for updates."),
                        Event.of("CheckRequested", found.id().toString(), Map.of())
                                .invalidating(Change.of(found.id()))));
    }
}
