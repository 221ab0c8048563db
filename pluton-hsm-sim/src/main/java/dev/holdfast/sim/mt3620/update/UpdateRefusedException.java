package dev.holdfast.sim.mt3620.update;

/** The updater refuses a manifest set or an image; what is in use stays in use. */
public final class UpdateRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final long version;

    UpdateRefusedException(Reason reason, long version, String message) {
        super(message);
        this.reason = reason;
        this.version = version;
    }

    /** Returns the version of the refused set; 0 when its signature does not hold, so that nothing in it counts. */
    public long version() {
        return version;
    }

    /** Returns which rule it would break. */
    public Reason reason() {
        return reason;
    }

    /** The rules. */
    public enum Reason {
        /** Not a manifest set signed by the installation's image key. */
        MANIFEST_NOT_TRUSTED(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set is older than one that was accepted. */
        MANIFEST_ROLLED_BACK(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set has expired. */
        MANIFEST_EXPIRED(ImageUpdateError.MANIFEST_SET_HEADER_INVALID),
        /** The set was tried and did not boot, or was never confirmed. */
        MANIFEST_FAILED_BEFORE(ImageUpdateError.COMMIT_FAILED),
        /** What the last update came to is not on record yet. */
        UPDATE_IN_PROGRESS(ImageUpdateError.ALREADY_IN_PROGRESS),
        /** An image in the set has a lower security version than the device may run. */
        IMAGE_ROLLED_BACK(ImageUpdateError.VERIFICATION_FAILED),
        /** A trusted keystore that is not newer than the one in use. */
        KEYSTORE_NOT_NEWER(ImageUpdateError.VERIFICATION_FAILED),
        /** A trusted keystore comes without the base manifest that lists it, or is not as that lists it. */
        KEYSTORE_NOT_BOUND(ImageUpdateError.VERIFICATION_FAILED),
        /** The images do not fit. */
        OUT_OF_SPACE(ImageUpdateError.OUT_OF_SPACE),
        /** The set asks for more images than a chip measures. */
        TOO_MANY_IMAGES(ImageUpdateError.TOTAL_SIZE_LIMIT_EXCEEDED),
        /** After the update there would be two images of a type of which a chip boots one. */
        MULTIPLE_COMPONENTS(ImageUpdateError.MULTIPLE_COMPONENTS_OF_TYPE),
        /** A component ID is all zero. */
        INVALID_COMPONENT(ImageUpdateError.INVALID_COMPONENT_ID),
        /** The set asks for a type of image that does not come this way. */
        IMAGE_TYPE_NOT_ALLOWED(ImageUpdateError.IDENTITY_INCONSISTENT),
        /** Application development is enabled: applications come from the developer, not from the cloud. */
        APPLICATION_DEVELOPMENT(ImageUpdateError.COMMIT_FAILED),
        /** Application development is not enabled: nothing may be sideloaded. */
        NO_APPLICATION_DEVELOPMENT(ImageUpdateError.VERIFICATION_FAILED),
        /** The image's turn has not come: keystore first, then operating system, then applications. */
        OUT_OF_ORDER(ImageUpdateError.OUT_OF_ORDER),
        /** An image is not what the set says. */
        IMAGE_NOT_AS_ANNOUNCED(ImageUpdateError.IDENTITY_INCONSISTENT),
        /** An image is not signed by the right key. */
        IMAGE_NOT_TRUSTED(ImageUpdateError.VERIFICATION_FAILED),
        /** Images of the set are not staged, or no longer as they were staged. */
        NOT_STAGED(ImageUpdateError.COMMIT_FAILED);

        private final ImageUpdateError error;

        Reason(ImageUpdateError error) {
            this.error = error;
        }

        /** Returns the code under which a device reports it. */
        public ImageUpdateError error() {
            return error;
        }
    }
}
