package dev.holdfast.contract.operator.rollout;

/** How a device failed in a rollout. */
public enum RolloutFailureKind {
    /** The device reported a failed update. */
    FAILED,
    /** The device returned to the previous images. */
    RETURNED,
    /** The device installed the images and is untrusted, or did not attest in time. */
    NOT_ATTESTED,
    /** The device was offered the images and then made no contact in time, for example because it was switched off. */
    SILENT
}
