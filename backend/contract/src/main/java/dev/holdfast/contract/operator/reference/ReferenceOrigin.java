package dev.holdfast.contract.operator.reference;

/** Origin of a reference value. */
public enum ReferenceOrigin {
    /** Image uploaded to the catalog. */
    UPLOAD,
    /** Release of an OS feed. */
    FEED,
    /** Imported list, without images. */
    IMPORT
}
