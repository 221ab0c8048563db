package dev.holdfast.sim.agent;

/** How a device stands with its service. */
public enum DeviceState {
    /** Switched off. */
    OFF,
    /** Powered down by its own application, until its alarm. */
    ASLEEP,
    /** Not attested yet since it booted. */
    PENDING,
    /** Attested and trusted. */
    TRUSTED,
    /** Attested, and may only update itself. */
    OUTDATED,
    /** Attested and not trusted. */
    UNTRUSTED,
    /** The gateway refuses its identity. */
    REFUSED,
    /** Its boot chain refuses to run what is in flash. */
    DEAD
}
