package dev.holdfast.sim.hsm;

/** Keys with which software on the chip may sign TLS handshakes. The attestation key is not one of them. */
public enum KeyRole {
    /** Made in the factory and endorsed by the silicon manufacturer; for attestation, before the device has certificates. */
    GENERAL,
    /** Made for one attestation, deleted by a reset; for the customer certificate. */
    CUSTOMER,
    /** Made for one attestation, deleted by a reset; for the update certificate. */
    UPDATE
}
