package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.Capability;

/**
 * A chip on the factory's bench, and what can be done wrong with it. Operations that name a component fail with {@link
 * IllegalArgumentException} when the chip's part has none of that type.
 */
public interface Workpiece {
    /** Burns a build that the operating system's key signed but nobody released, under the released one's name. */
    void forge(ImageType component);

    /** Changes bytes in flash, in both copies of the component; nobody signs them. */
    void alter(ImageType component);

    /** Burns the build of another release. */
    void burn(ImageType component, String release);

    /** Burns the anti-rollback fuses of all components to the release that the chip should have. */
    void burnFuses();

    /** Leaves the debug ports open. */
    void leaveDebugOpen();

    /** Leaves a capability file of the manufacturer's installed. */
    void leaveCapability(Capability capability);

    /** Leaves the chip out of the endorsement list. */
    void withholdEndorsement();
}
