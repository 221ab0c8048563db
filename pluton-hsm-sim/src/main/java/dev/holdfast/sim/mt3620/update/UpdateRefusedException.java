package dev.holdfast.sim.mt3620.update;

/** The updater refuses a manifest set or an image. The images in use do not change. */
public final class UpdateRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final long version;

    UpdateRefusedException(Reason reason, long version, String message) {
        super(message);
        this.reason = reason;
        this.version = version;
    }

    /** Returns the version of the refused set; 0 when its signature is invalid, so that its content is untrusted. */
    public long version() {
        return version;
    }

    public Reason reason() {
        return reason;
    }

    /** Violated rules. */
    public enum Reason {
        /** The manifest set is not signed by the set key of the keystore. */
        MANIFEST_NOT_TRUSTED(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set is for another catalog, group or part, or for other devices of a rollout. */
        MANIFEST_FOR_OTHERS(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set is older than the lowest valid version, or than the one in use for the same audience. */
        MANIFEST_ROLLED_BACK(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The version of the set is more than 2^31 above the lowest valid one. */
        MANIFEST_VERSION_TOO_HIGH(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The device has no attestation result of this boot that is at most a day old. */
        NO_FRESH_RESULT(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set has expired. */
        MANIFEST_EXPIRED(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The rules of the set do not allow its installation now. */
        OUTSIDE_OF_WINDOW(ImageUpdateError.COMMIT_FAILED),
        /** The set failed before: it did not boot, or was not confirmed. */
        MANIFEST_FAILED_BEFORE(ImageUpdateError.COMMIT_FAILED),
        /** The outcome of the last update is not recorded yet. */
        UPDATE_IN_PROGRESS(ImageUpdateError.ALREADY_IN_PROGRESS),
        /** An image's security version is below the fuses. */
        IMAGE_ROLLED_BACK(ImageUpdateError.VERIFICATION_FAILED),
        /** The trusted keystore is not newer than the one in use. */
        KEYSTORE_NOT_NEWER(ImageUpdateError.VERIFICATION_FAILED),
        /** The trusted keystore has no base manifest, differs from it, or has a set key that did not sign the manifest set. */
        KEYSTORE_REFUSED(ImageUpdateError.VERIFICATION_FAILED),
        /** The images do not fit. */
        OUT_OF_SPACE(ImageUpdateError.OUT_OF_SPACE),
        /** The set has more images than a chip can measure. */
        TOO_MANY_IMAGES(ImageUpdateError.TOTAL_SIZE_LIMIT_EXCEEDED),
        /** The update would lead to two images of a type that allows only one. */
        MULTIPLE_COMPONENTS(ImageUpdateError.MULTIPLE_COMPONENTS_OF_TYPE),
        /** A component ID is all zero. */
        INVALID_COMPONENT(ImageUpdateError.INVALID_COMPONENT_ID),
        /** The image type cannot be installed this way. */
        IMAGE_TYPE_NOT_ALLOWED(ImageUpdateError.IDENTITY_INCONSISTENT),
        /** An image needs a higher version of an interface than the images provide. */
        ABI_NOT_PROVIDED(ImageUpdateError.ABI_NOT_PROVIDED),
        /** Application development is enabled: applications come from the developer, not from the cloud. */
        APPLICATION_DEVELOPMENT(ImageUpdateError.COMMIT_FAILED),
        /** Application development is not enabled: sideloading is refused. */
        NO_APPLICATION_DEVELOPMENT(ImageUpdateError.VERIFICATION_FAILED),
        /** The image comes before its dependencies: the order is keystore, operating system, applications. */
        OUT_OF_ORDER(ImageUpdateError.OUT_OF_ORDER),
        /** The image is not the one in the set. */
        IMAGE_NOT_AS_ANNOUNCED(ImageUpdateError.IDENTITY_INCONSISTENT),
        /** The image is not signed by the required key. */
        IMAGE_NOT_TRUSTED(ImageUpdateError.VERIFICATION_FAILED),
        /** Images of the set are not staged, or changed since. */
        NOT_STAGED(ImageUpdateError.COMMIT_FAILED);

        private final ImageUpdateError error;

        Reason(ImageUpdateError error) {
            this.error = error;
        }

        /** Returns whether a new attestation and another poll can help. Such a refusal is not a failed update. */
        public boolean isSolvedByAttesting() {
            return this == MANIFEST_FOR_OTHERS
                    || this == MANIFEST_ROLLED_BACK
                    || this == MANIFEST_EXPIRED
                    || this == OUTSIDE_OF_WINDOW
                    || this == NO_FRESH_RESULT;
        }

        /** Returns the error code for reports. */
        public ImageUpdateError error() {
            return error;
        }
    }
}
