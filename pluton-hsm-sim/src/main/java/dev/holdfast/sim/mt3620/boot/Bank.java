package dev.holdfast.sim.mt3620.boot;

/** One of the two places in which a set of images can lie; what is in use lies in one, what comes next is written to the other. */
public enum Bank {
    /** {@code BootloaderOne} and {@code Firmware}; the lower half of {@code Applications}. */
    A,
    /** {@code BootloaderOneBackup} and {@code Backups}; the upper half of {@code Applications}. */
    B;

    /** Returns the one that is not this. */
    public Bank other() {
        return this == A ? B : A;
    }
}
