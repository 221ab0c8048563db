package dev.holdfast.backend.update.manifest;

/** Devices of a group that have the same target. */
enum Cohort {
    /** All devices that the active rollout of the group has not opened. */
    CURRENT,
    /** Devices that the active rollout of the group has opened. */
    NEXT
}
