package dev.holdfast.sim.scenario;

/** Something wrong with a chip since the factory. */
public enum Fault {
    /** The kernel is a build that the operating system key signed but nobody released: it boots, and cannot be trusted. */
    TAMPERED_KERNEL,
    /** The silicon maker's endorsement list does not name the chip. */
    UNKNOWN_CHIP,
    /** The debug ports were left open. */
    DEBUG_UNLOCKED
}
