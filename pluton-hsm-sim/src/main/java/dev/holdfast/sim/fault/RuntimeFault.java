package dev.holdfast.sim.fault;

/** A fault that begins during a run, and may end. One object serves any number of devices. */
public sealed interface RuntimeFault extends Fault
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
                PowerCuts,
                DefectiveImage {
    /** Starts the fault on a device. Tasks that it schedules are canceled when the fault ends. */
    void begin(FaultyDevice device);

    /** Restores the device. */
    void end(FaultyDevice device);

    /** Returns the same fault with all pauses divided by {@code speed}. */
    default RuntimeFault faster(double speed) {
        return this;
    }
}
