package dev.holdfast.sim.fault;

import dev.holdfast.contract.mt3620.Capability;

/**
 * The part was shipped with a capability of the production line. It is enabled at each boot and appears in the
 * evidence. With {@link Capability#APPLICATION_DEVELOPMENT}, the device refuses applications from the cloud.
 *
 * @param capability the capability
 */
public record CapabilityLeftInstalled(Capability capability) implements FactoryFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "capability-left-installed";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(ChipInManufacture chip) {
        chip.leaveCapability(capability);
    }
}
