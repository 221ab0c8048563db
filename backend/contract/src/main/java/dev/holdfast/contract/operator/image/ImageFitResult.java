package dev.holdfast.contract.operator.image;

/** Whether an image fits the devices of a part in a device group. */
public enum ImageFitResult {
    /** The image alone can be deployed to the devices. */
    FITS,
    /** The part has no room for the application. */
    TOO_LARGE_FOR_PART,
    /** The operating system of the group's feed provides a lower version of an interface than the image needs. */
    ABI_NOT_PROVIDED
}
