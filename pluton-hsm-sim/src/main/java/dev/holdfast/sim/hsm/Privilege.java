package dev.holdfast.sim.hsm;

/** Permissions of a process towards Pluton ({@code AZURE_SPHERE_CAP_…} of the kernel). */
public enum Privilege {
    /** Make and commit client keys, attest. */
    ATTESTATION_RUNTIME,
    /** Report the progress of the boot. */
    POSTCODE,
    /** Read and change the manufacturing state. */
    UPDATE_SECURITY_STATE
}
