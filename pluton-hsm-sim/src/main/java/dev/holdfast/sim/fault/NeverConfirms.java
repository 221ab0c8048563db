package dev.holdfast.sim.fault;

/**
 * The device boots an update and never confirms it. The gateway gets evidence of the new images, and no report of the
 * installation.
 */
public record NeverConfirms() implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "never-confirms";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.body().conduct().confirmsUpdates(false);
    }

    @Override
    public void end(Patient device) {
        device.body().conduct().confirmsUpdates(true);
    }
}
