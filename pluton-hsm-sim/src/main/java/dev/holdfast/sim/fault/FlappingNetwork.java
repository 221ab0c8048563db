package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.Tempo;
import java.time.Duration;

/**
 * The network comes and goes. The gateway gets connections that are reset at any point, and many handshakes.
 *
 * @param up mean time with a network
 * @param down mean time without a network
 */
public record FlappingNetwork(Duration up, Duration down) implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "flapping-network";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.around(up, () -> goDown(device));
    }

    @Override
    public void end(Patient device) {
        device.body().link(Link.State.UP);
    }

    private void goDown(Patient device) {
        device.body().link(Link.State.DOWN);
        device.around(down, () -> {
            device.body().link(Link.State.UP);
            begin(device);
        });
    }

    @Override
    public LivedFault faster(double speed) {
        return new FlappingNetwork(Tempo.faster(up, speed), Tempo.faster(down, speed));
    }
}
