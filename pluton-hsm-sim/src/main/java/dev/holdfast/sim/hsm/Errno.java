package dev.holdfast.sim.hsm;

/** Why an ioctl fails, with Linux' numbers. */
public enum Errno {
    /** The caller lacks the capability that the operation needs. */
    EPERM(1),
    /** The noise source failed, or the signing engine did. */
    EIO(5),
    /** The command queue is full; try again. */
    EBUSY(16),
    /** An argument is out of range, or the operation does not fit the chip's state. */
    EINVAL(22),
    /** Registers, fuses or key slots are used up. */
    ENOSPC(28),
    /** There is no such key, or it is gone. */
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
