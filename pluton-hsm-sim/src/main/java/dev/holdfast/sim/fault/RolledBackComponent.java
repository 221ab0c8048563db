package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A part of the operating system is of an older release than the rest. The gateway gets evidence with a released
 * measurement whose security version is too low.
 *
 * @param component which; part of the operating system
 * @param release where it is from, such as {@code 26.08}
 */
public record RolledBackComponent(ImageType component, String release) implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "rolled-back-component";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.burn(component, release);
    }
}
