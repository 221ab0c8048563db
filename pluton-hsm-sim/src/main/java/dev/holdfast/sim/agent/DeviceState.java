package dev.holdfast.sim.agent;

/** State of a device towards its service. */
public enum DeviceState {
    /** Switched off, or not switched on yet. */
    OFF,
    /** Powered down by its application, until its alarm. */
    ASLEEP,
    /** Not attested since its boot. */
    PENDING,
    /** Attested and trusted. */
    TRUSTED,
    /** Attested; may only update itself. */
    OUTDATED,
    /** Attested and not trusted. */
    UNTRUSTED,
    /** The gateway refuses the device's identity. */
    REFUSED,
    /** The boot chain refuses the images in flash. */
    DEAD
}
