package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.update.ImageUpdateError;

/** An image cannot be installed because of its {@link Defect}. The images in use do not change. */
final class InstallationFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final long version;
    private final ImageUpdateError error;

    InstallationFailedException(long version, ImageUpdateError error) {
        super("manifest set " + version + " has an image that fails with code " + error.code());
        this.version = version;
        this.error = error;
    }

    /** Returns the version of the manifest set. */
    long version() {
        return version;
    }

    ImageUpdateError error() {
        return error;
    }
}
