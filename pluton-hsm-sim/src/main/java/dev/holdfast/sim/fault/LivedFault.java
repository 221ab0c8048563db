package dev.holdfast.sim.fault;

/** A fault that begins during a run, and may end. One object serves any number of devices. */
public sealed interface LivedFault extends Fault
        permits ClonedIdentity,
                ReplayedEvidence,
                WrongNonce,
                StaleClock,
                CrashLoop,
                NeverConfirms,
                NetworkOutage,
                FlappingNetwork,
                SlowLink,
                HalfOpenConnections,
                PowerCuts {
    /** Begins on a device. Its scheduled tasks are cancelled when the fault ends. */
    void begin(Patient device);

    /** Restores the device. */
    void end(Patient device);

    /** Returns the same fault with all pauses divided by {@code speed}. */
    default LivedFault faster(double speed) {
        return this;
    }
}
