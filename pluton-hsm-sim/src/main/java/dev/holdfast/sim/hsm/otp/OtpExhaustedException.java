package dev.holdfast.sim.hsm.otp;

import java.io.IOException;

/** All rows of fuses are in use. The chip still works, but cannot burn another fuse. */
public final class OtpExhaustedException extends IOException {
    private static final long serialVersionUID = 1;

    OtpExhaustedException() {
        super("all " + OtpArray.CAPACITY + " rows of fuses are in use");
    }
}
