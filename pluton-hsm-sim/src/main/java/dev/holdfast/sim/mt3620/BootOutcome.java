package dev.holdfast.sim.mt3620;

/** How a boot ended. */
public sealed interface BootOutcome {
    /**
     * Everything was verified, measured and started.
     *
     * @param trust what this boot trusts
     * @param certificates what the device checks its service with
     * @param change what the boot settled about an update
     */
    record Booted(TrustedKeystore trust, UpdateCertificateStore certificates, Change change) implements BootOutcome {}

    /**
     * The boot chain stopped before it ran something.
     *
     * @param image the image type's name, such as {@code NormalWorldKernel}
     * @param reason why, for a person
     */
    record Refused(String image, String reason) implements BootOutcome {}

    /** What a boot settled about an update that was not on record yet. */
    enum Change {
        /** No update was open. */
        NONE,
        /** The new images are in use. */
        INSTALLED,
        /** The new images did not boot; those before them are in use again. */
        RETURNED
    }
}
