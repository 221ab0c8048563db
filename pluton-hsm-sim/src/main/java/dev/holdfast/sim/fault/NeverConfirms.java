package dev.holdfast.sim.fault;

/**
 * The device boots an update and never confirms it. The gateway gets evidence of the new images, and no report of the
 * installation.
 */
public record NeverConfirms() implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "never-confirms";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().behavior().confirmsUpdates(false);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().behavior().confirmsUpdates(true);
    }
}
