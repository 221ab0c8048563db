package dev.holdfast.sim.factory;

/** Sizes of the images of an operating system release. */
public enum ImageSizes {
    /** A few kilobytes each, so that thousands of chips fit a disk. */
    SCALED_DOWN,
    /** The sizes in the part's profile, metadata and signature included. */
    FULL
}
