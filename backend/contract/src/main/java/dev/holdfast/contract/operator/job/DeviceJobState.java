package dev.holdfast.contract.operator.job;

/** How a job stands. */
public enum DeviceJobState {
    /** It waits for a backend, or one is at it. */
    RUNNING,
    /** All devices were looked at; those that were refused are listed. */
    FINISHED,
    /** Somebody stopped it. What it did until then stays done. */
    CANCELLED,
    /** It cannot go on; {@code failure} says why. What it did until then stays done. */
    FAILED
}
