package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.NetworkQuality;

/**
 * The network is worse than usual. The gateway gets requests a few bytes at a time, and sends responses the same way.
 *
 * @param quality quality of the network under this fault
 */
public record SlowLink(NetworkQuality quality) implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "slow-link";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.body().network(quality);
    }

    @Override
    public void end(Patient device) {
        device.body().network(device.body().usualNetwork());
    }
}
