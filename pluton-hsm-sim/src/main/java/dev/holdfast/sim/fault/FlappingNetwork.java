package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Durations;
import dev.holdfast.sim.agent.Link;
import java.time.Duration;

/**
 * The network comes and goes. The gateway gets connections that are reset at any point, and many handshakes.
 *
 * @param up mean time with a network
 * @param down mean time without a network
 */
public record FlappingNetwork(Duration up, Duration down) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "flapping-network";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.afterRandomPause(up, () -> goDown(device));
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().link(Link.State.UP);
    }

    private void goDown(FaultyDevice device) {
        device.control().link(Link.State.DOWN);
        device.afterRandomPause(down, () -> {
            device.control().link(Link.State.UP);
            begin(device);
        });
    }

    @Override
    public RuntimeFault faster(double speed) {
        return new FlappingNetwork(Durations.faster(up, speed), Durations.faster(down, speed));
    }
}
