package dev.holdfast.sim.fault;

import dev.holdfast.contract.mt3620.Capability;

/**
 * The part was shipped with a capability of the production line still installed. It is enabled at each boot and stands in
 * the evidence; with {@link Capability#APPLICATION_DEVELOPMENT} the device refuses applications from the cloud.
 *
 * @param capability which
 */
public record CapabilityLeftInstalled(Capability capability) implements MadeFault {
    /** Its name in scenarios. */
    public static final String NAME = "capability-left-installed";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void spoil(Workpiece chip) {
        chip.leaveCapability(capability);
    }
}
