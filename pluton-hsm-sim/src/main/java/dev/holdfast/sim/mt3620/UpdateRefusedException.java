package dev.holdfast.sim.mt3620;

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
        MANIFEST_NOT_TRUSTED,
        /** The set is older than one that was accepted. */
        MANIFEST_ROLLED_BACK,
        /** The set has expired. */
        MANIFEST_EXPIRED,
        /** The set was tried and did not boot. */
        MANIFEST_FAILED_BEFORE,
        /** An image in the set has a lower security version than the device may run. */
        IMAGE_ROLLED_BACK,
        /** The images do not fit. */
        OUT_OF_SPACE,
        /** The set asks for more images than a chip measures. */
        TOO_MANY_IMAGES,
        /** The set asks for a type of image that does not come this way. */
        IMAGE_TYPE_NOT_ALLOWED,
        /** An image is not what the set says, or not signed by the right key. */
        IMAGE_NOT_TRUSTED
    }
}
