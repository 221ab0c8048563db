package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.SoftwareBehavior;
import java.time.Duration;

/** Operations that faults use on a running device. */
public interface DeviceControl {
    /** Returns the behavior of its software, which a fault can change. */
    SoftwareBehavior behavior();

    /** Changes the quality of its network. */
    void network(NetworkQuality quality);

    /** Returns the quality of its network without faults. */
    NetworkQuality usualNetwork();

    /** Changes whether data passes. */
    void link(Link.State state);

    /** Adds an error to its clock. */
    void clockOff(Duration by);

    void powerOff();

    void powerOn();

    /** Starts a second device with a copy of the chip, keys included. The copy is made once. */
    void cloneOn();

    /** Switches the second device off and keeps its copy. */
    void cloneOff();
}
