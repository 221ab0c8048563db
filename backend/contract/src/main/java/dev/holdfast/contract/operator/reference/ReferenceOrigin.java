package dev.holdfast.contract.operator.reference;

/** Where a reference value came from. */
public enum ReferenceOrigin {
    /** An image that was uploaded to the catalog. */
    UPLOAD,
    /** A release of an OS feed. */
    FEED,
    /** A list that someone imported, without the images. */
    IMPORT
}
