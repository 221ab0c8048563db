package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A part of the operating system is not the released one. The key that the ROM trusts has signed it, so it boots; the
 * gateway gets evidence with a measurement that is no reference value.
 *
 * @param component which; part of the operating system
 */
public record TamperedComponent(ImageType component) implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "tampered-component";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.tamper(component);
    }
}
