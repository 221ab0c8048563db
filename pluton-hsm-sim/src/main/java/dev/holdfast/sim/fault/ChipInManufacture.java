package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.Capability;

/**
 * A chip in manufacture, with the operations that faults use. Operations with a component fail with {@link
 * IllegalArgumentException} when the part has no component of that type.
 */
public interface ChipInManufacture {
    /** Burns an unreleased build that is signed by the operating system key, under the released component's name. */
    void forge(ImageType component);

    /** Changes bytes in both copies of the component in flash, without a new signature. */
    void alter(ImageType component);

    /** Burns the build of another release. */
    void burn(ImageType component, String release);

    /** Burns the anti-rollback fuses of all components to the ordered release. */
    void burnFuses();

    /** Leaves the debug ports open permanently. */
    void leaveDebugOpen();

    /** Leaves a capability file of the manufacturer installed. */
    void leaveCapability(Capability capability);

    /** Leaves the chip out of the endorsement list. */
    void withholdEndorsement();
}
