package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A component of the operating system is from an older release.
 *
 * @param component type of the component
 * @param release the older release, such as {@code 26.08}
 * @param fuses state of the anti-rollback fuses
 */
public record RolledBackComponent(ImageType component, String release, FuseState fuses) implements FactoryFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "rolled-back-component";

    /** State of the anti-rollback fuses. */
    public enum FuseState {
        /**
         * Not burnt: the chip never ran the newer release, so the older component boots. The gateway gets evidence with
         * a released measurement whose security version is too low.
         */
        BLANK,
        /** Burnt to the newer release: the chip refuses the older component, and the gateway sees no connection. */
        BURNT
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(ChipInManufacture chip) {
        chip.burn(component, release);
        if (fuses == FuseState.BURNT) {
            chip.burnFuses();
        }
    }
}
