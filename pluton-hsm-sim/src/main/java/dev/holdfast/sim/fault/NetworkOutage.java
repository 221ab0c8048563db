package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Link;

/** There is no network. The gateway loses the connections of all affected devices at once, and the devices reconnect together. */
public record NetworkOutage() implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "network-outage";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().link(Link.State.DOWN);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().link(Link.State.UP);
    }
}
