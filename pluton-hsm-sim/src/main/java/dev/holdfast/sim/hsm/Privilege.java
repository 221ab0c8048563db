package dev.holdfast.sim.hsm;

/** What the operating system allows a process to ask of Pluton ({@code AZURE_SPHERE_CAP_…} of the kernel). */
public enum Privilege {
    /** Make and commit client keys, attest. */
    ATTESTATION_RUNTIME,
    /** Report progress of the boot. */
    POSTCODE,
    /** Read and change the manufacturing state. */
    UPDATE_SECURITY_STATE
}
