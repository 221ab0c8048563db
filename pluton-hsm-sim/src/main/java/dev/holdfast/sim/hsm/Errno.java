package dev.holdfast.sim.hsm;

/** Errors of ioctls, with Linux' numbers. */
public enum Errno {
    /** The caller lacks the privilege for the operation. */
    EPERM(1),
    /** The noise source or the signing engine failed. */
    EIO(5),
    /** The command queue is full; retry. */
    EBUSY(16),
    /** An argument is out of range, or the operation does not fit the chip's state. */
    EINVAL(22),
    /** All registers, fuses or key slots are in use. */
    ENOSPC(28),
    /** The key does not exist, or no longer. */
    ENOKEY(126);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** Returns the number in {@code errno.h}. */
    public int number() {
        return number;
    }
}
