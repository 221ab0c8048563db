package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/**
 * A component of the operating system is not the released one.
 *
 * @param component type of the component
 * @param by who changed the component
 */
public record TamperedComponent(ImageType component, Attacker by) implements FactoryFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "tampered-component";

    /** Who changed a component. */
    public enum Attacker {
        /**
         * Someone with the operating system key signed another build. The build boots, and the gateway gets evidence with an unknown
         * measurement. The device installs no updates while it is untrusted.
         */
        MANUFACTURER,
        /** Someone changed flash and signed nothing. The chip does not boot, and the gateway sees no connection. */
        STRANGER
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean preventsRepair() {
        return by == Attacker.MANUFACTURER;
    }

    @Override
    public void apply(ChipInManufacture chip) {
        switch (by) {
            case MANUFACTURER -> chip.forge(component);
            case STRANGER -> chip.alter(component);
        }
    }
}
