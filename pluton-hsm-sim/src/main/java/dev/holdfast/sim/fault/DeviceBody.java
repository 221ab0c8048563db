package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Conduct;
import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import java.time.Duration;

/** What of a device a fault can get at. */
public interface DeviceBody {
    /** Returns what its software does otherwise than it should. */
    Conduct conduct();

    /** Makes its network better or worse. */
    void network(NetworkQuality quality);

    /** Returns how good its network is without a fault. */
    NetworkQuality usualNetwork();

    /** Lets data pass, or not. */
    void link(Link.State state);

    /** Sets its clock wrong, beyond what it is wrong by anyway. */
    void clockOff(Duration by);

    /** Takes its power. */
    void powerOff();

    /** Gives it power. */
    void powerOn();

    /** Starts a second device with a copy of everything that the chip keeps, its keys too; the copy is made once. */
    void cloneOn();

    /** Takes the second device's power; its copy stays. */
    void cloneOff();
}
