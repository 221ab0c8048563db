package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.SoftwareBehavior;
import java.time.Duration;

/** Operations that faults use on a running device. */
public interface DeviceControl {
    /** Returns the behavior of the device's software, which a fault can change. */
    SoftwareBehavior behavior();

    /** Changes the quality of the device's network. */
    void network(NetworkQuality quality);

    /** Returns the quality of the device's network without faults. */
    NetworkQuality usualNetwork();

    /** Changes whether data passes. */
    void link(Link.State state);

    /** Sets an error of the device's clock, in addition to its usual error. Zero removes it. */
    void clockError(Duration by);

    void powerOff();

    void powerOn();

    /** Starts a second device with a copy of the chip, keys included. The copy is made once. */
    void cloneOn();

    /** Switches the second device off and keeps its copy. */
    void cloneOff();
}
