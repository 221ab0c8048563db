package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.sim.mt3620.power.PowerState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Access to a device for its activities. For use on its event loop. */
interface Host {
    /** Creates a repeated task. The tasks of a device run one at a time. */
    Activity activity(String name, Supplier<Future<Duration>> run);

    /** Returns the software of the open chip; empty when the device is off. */
    Optional<Software> software();

    Future<Void> reboot();

    /** Continues after the alarm of the real-time clock has booted the device. */
    void woken(PowerState state);

    /** Stops all activities and closes the connections. */
    void rest();

    /** Returns whether an update waits for its installation, or is on trial. */
    boolean hasOpenUpdate();

    /** Attests soon, unless the last attestation began less than an hour of simulated time ago. */
    void attestAgain();

    /** Sends waiting reports after the current step. */
    void reportNow();

    /** Sets the state of the update that is reported next, instead of an earlier one that is not sent. */
    void updateState(DeviceReport state);

    /** Sends waiting reports about updates within the current step. Completes also if that fails. */
    Future<Void> reportUpdates();
}
