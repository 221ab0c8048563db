package dev.holdfast.sim.fault;

import dev.holdfast.contract.format.ImageType;

/** A chip on the factory's bench, and what can be done wrong with it. */
public interface Workpiece {
    /** Burns a build that the operating system's key signed but nobody released, under the released one's name. */
    void tamper(ImageType component);

    /** Burns the build of another release. */
    void burn(ImageType component, String release);

    /** Leaves the debug ports open. */
    void leaveDebugOpen();

    /** Leaves the chip out of the endorsement list. */
    void withholdEndorsement();
}
