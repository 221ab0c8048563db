package dev.holdfast.sim.hsm;

/** Pluton refuses an operation. The message states the reason, {@link #errno} what a driver would return. */
public final class PlutonException extends RuntimeException {
    private static final long serialVersionUID = 2;

    private final Errno errno;

    PlutonException(Errno errno, String message) {
        super(message);
        this.errno = errno;
    }

    PlutonException(Errno errno, String message, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    /** Returns the error that the driver of {@code /dev/pluton} would return. */
    public Errno errno() {
        return errno;
    }
}
