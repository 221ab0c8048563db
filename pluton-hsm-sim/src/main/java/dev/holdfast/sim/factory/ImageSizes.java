package dev.holdfast.sim.factory;

/** How large the images of an operating system release are. */
public enum ImageSizes {
    /** A few kilobytes each, so that a fleet of thousands of chips fits a disk. */
    SCALED_DOWN,
    /** As on a real part: the sizes in its profile, metadata and signature included. */
    FULL
}
