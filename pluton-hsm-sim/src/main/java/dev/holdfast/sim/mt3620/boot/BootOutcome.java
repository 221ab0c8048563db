package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import java.util.List;

/** Result of a boot. */
public sealed interface BootOutcome {
    /**
     * All required images were verified, measured and started.
     *
     * @param trust keys that this boot trusts
     * @param certificates key and root with which the device verifies its service
     * @param change outcome of an update that this boot decided
     * @param backups types whose backup booted because the first copy is damaged
     * @param omitted components of a customer that were not started: damaged, or sideloaded without application
     *     development
     */
    record Booted(
            TrustedKeys trust,
            UpdateCertificateStore certificates,
            Change change,
            List<ImageType> backups,
            List<ComponentId> omitted)
            implements BootOutcome {
        public Booted {
            backups = List.copyOf(backups);
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * The boot chain stopped. The chip waits for recovery.
     *
     * @param image name of the image type, such as {@code NormalWorldKernel}
     * @param cause kind of problem
     * @param reason text for people
     */
    record Refused(String image, Cause cause, String reason) implements BootOutcome {}

    /** Outcome of an update that is not recorded yet. */
    enum Change {
        /** No update was open. */
        NONE,
        /** The new images are in use. */
        INSTALLED,
        /** The new images did not boot or were not confirmed; the previous ones are in use. */
        RETURNED
    }

    /** Reasons why the boot chain stops. */
    enum Cause {
        /** Both copies of the locator table or of the boot manifest are damaged. */
        NO_BOOT_MANIFEST,
        /** The number of images of a type is wrong for the part. */
        WRONG_NUMBER,
        /** The image is damaged, or not signed by the required key. */
        NOT_SIGNED,
        /** The image is signed, but is not the one in the boot manifest. */
        WRONG_IMAGE,
        /** The security version is below the anti-rollback fuses. */
        ROLLED_BACK,
        /** The image is signed, but its content is invalid. Or the boot manifest places the image outside its partition or over another. */
        MALFORMED
    }
}
