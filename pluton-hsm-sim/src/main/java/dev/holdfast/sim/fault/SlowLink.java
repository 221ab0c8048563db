package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.NetworkQuality;

/**
 * The network is worse than usual. The gateway gets requests a few bytes at a time, and sends responses the same way.
 *
 * @param quality quality of the network under this fault
 */
public record SlowLink(NetworkQuality quality) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "slow-link";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().network(quality);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().network(device.control().usualNetwork());
    }
}
