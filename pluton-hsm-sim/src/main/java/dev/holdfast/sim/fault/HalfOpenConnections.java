package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Link;

/**
 * Connections are established, but nothing passes, as with a broken middlebox. The gateway gets connections without a handshake. Open
 * connections go silent without a close.
 */
public record HalfOpenConnections() implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "half-open-connections";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().link(Link.State.DEAD);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().link(Link.State.UP);
    }
}
