package dev.holdfast.sim.fault;

/** A fault that comes over a device while it runs, and may go again. One value serves any number of devices. */
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
    /** Comes over a device. What it asks to be done later is forgotten when it ends. */
    void begin(Patient device);

    /** Leaves the device as it was. */
    void end(Patient device);

    /** Returns the same fault with pauses that are {@code speed} times as short. */
    default LivedFault faster(double speed) {
        return this;
    }
}
