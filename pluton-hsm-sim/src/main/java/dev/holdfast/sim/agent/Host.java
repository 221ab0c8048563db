package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.power.PowerState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A device as each of its duties sees it. For use on the device's event loop. */
interface Host {
    /** Makes something that the device does again and again, one thing at a time. */
    Activity activity(String name, Supplier<Future<Duration>> run);

    /** Returns what is open of the chip; empty when the device is off. */
    Optional<Software> software();

    /** Boots anew. */
    Future<Void> reboot();

    /** Goes on after a boot that somebody else saw to. */
    void woken(PowerState state);

    /** Stops everything and lets go of the network. */
    void rest();

    /** Returns whether an update is staged and waits to be installed. */
    boolean isUpdateOnItsWay();

    /** Sends what waits to be reported now. */
    void reportNow();
}
