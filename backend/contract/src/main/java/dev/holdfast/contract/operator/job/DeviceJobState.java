package dev.holdfast.contract.operator.job;

/** State of a job. */
public enum DeviceJobState {
    /** Running, or waiting for a backend. */
    RUNNING,
    /** All devices are processed; refused devices are listed. */
    FINISHED,
    /** Cancelled by a user. Completed changes remain. */
    CANCELLED,
    /** Failed; {@code failure} has the reason. Completed changes remain. */
    FAILED
}
