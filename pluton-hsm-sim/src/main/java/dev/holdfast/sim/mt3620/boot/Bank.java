package dev.holdfast.sim.mt3620.boot;

/** One of two areas for a set of images: one holds the images in use, the other receives the next ones. */
public enum Bank {
    /** {@code BootloaderOne} and {@code Firmware}; the lower half of {@code Applications}. */
    A,
    /** {@code BootloaderOneBackup} and {@code Backups}; the upper half of {@code Applications}. */
    B;

    public Bank other() {
        return this == A ? B : A;
    }
}
