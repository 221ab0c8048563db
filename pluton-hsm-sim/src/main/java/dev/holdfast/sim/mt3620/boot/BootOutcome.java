package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import java.util.List;

/** How a boot ended. */
public sealed interface BootOutcome {
    /**
     * Everything was verified, measured and started.
     *
     * @param trust what this boot trusts
     * @param certificates what the device checks its service with
     * @param change what the boot settled about an update
     * @param backups types of which a backup copy booted because the first copy is damaged
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
        /** Copies the lists. */
        public Booted {
            backups = List.copyOf(backups);
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * The boot chain stopped before it ran something. The chip waits for recovery.
     *
     * @param image the image type's name, such as {@code NormalWorldKernel}
     * @param cause what kind of thing was wrong
     * @param reason why, for a person
     */
    record Refused(String image, Cause cause, String reason) implements BootOutcome {}

    /** What a boot settled about an update that was not on record yet. */
    enum Change {
        /** No update was open. */
        NONE,
        /** The new images are in use. */
        INSTALLED,
        /** The new images did not boot, or were never confirmed; those before them are in use again. */
        RETURNED
    }

    /** Why the boot chain stops. */
    enum Cause {
        /** Neither copy of the locator table or of the boot manifest is whole. */
        NO_BOOT_MANIFEST,
        /** There are fewer or more images of a type than the part boots. */
        WRONG_NUMBER,
        /** The due key did not sign it, be it damage or intent. */
        NOT_SIGNED,
        /** It is signed, but it is not the image that the boot manifest names. */
        NOT_THE_ONE,
        /** Its security version lies below the fuses. */
        ROLLED_BACK,
        /** It is signed and its content makes no sense. */
        MALFORMED
    }
}
