package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A part of the operating system is of an older release than the rest.
 *
 * @param component which; part of the operating system
 * @param release where it is from, such as {@code 26.08}
 * @param fuses what the chip knows about it
 */
public record RolledBackComponent(ImageType component, String release, FuseState fuses) implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "rolled-back-component";

    /** How far the anti-rollback fuses are burnt. */
    public enum FuseState {
        /**
         * Not at all: the chip has never run the newer release, so the older component boots. The gateway gets evidence with
         * a released measurement whose security version is too low.
         */
        BLANK,
        /** To the newer release, so the chip refuses the older component and the gateway never hears of the device. */
        BURNT
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.burn(component, release);
        if (fuses == FuseState.BURNT) {
            chip.burnFuses();
        }
    }
}
