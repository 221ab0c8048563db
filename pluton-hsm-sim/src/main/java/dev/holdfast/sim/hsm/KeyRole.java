package dev.holdfast.sim.hsm;

/** The keys that software on the chip may sign TLS handshakes with. The attestation key is not among them. */
public enum KeyRole {
    /** Made in the factory and endorsed by the silicon manufacturer; for the first hello. */
    GENERAL,
    /** Made for one attestation and lost at reset; for the customer's certificate. */
    CUSTOMER,
    /** Made for one attestation and lost at reset; for the update certificate. */
    UPDATE
}
