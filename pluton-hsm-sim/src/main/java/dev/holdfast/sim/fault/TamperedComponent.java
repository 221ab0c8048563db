package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A part of the operating system is not the released one.
 *
 * @param component which; part of the operating system
 * @param by who did it
 */
public record TamperedComponent(ImageType component, By by) implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "tampered-component";

    /** Who tampers. */
    public enum By {
        /**
         * Whoever has the key that the ROM trusts, and signs a build of their own: it boots, and the gateway gets evidence
         * with a measurement that is no reference value.
         */
        MANUFACTURER,
        /** Whoever holds the flash and signs nothing: it does not boot, and the gateway never hears of the device. */
        STRANGER
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        switch (by) {
            case MANUFACTURER -> chip.forge(component);
            case STRANGER -> chip.alter(component);
        }
    }
}
