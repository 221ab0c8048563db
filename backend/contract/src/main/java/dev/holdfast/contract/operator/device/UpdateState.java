package dev.holdfast.contract.operator.device;

/** State of the update of a device to the target of its group: the newest deployment and OS release in one manifest set. */
public enum UpdateState {
    /** The device's group has no target: no deployment and no OS release. */
    NOT_TARGETED,
    /** The device has not reacted to the target yet. */
    UNKNOWN,
    /** The device has not installed the target. It is silent since its last attestation expired, for at least a day. */
    UNREACHABLE,
    /**
     * The device is untrusted and can install the target to repair itself, or the update policy of its group holds the target. Deployments
     * count it as pending.
     */
    HELD,
    /** A gateway sent the target's manifest set to the device. */
    OFFERED,
    /** The device reported the installation but has not attested the images. */
    INSTALLED,
    /** The device attested every measured image of the target. */
    ATTESTED,
    /** The device could not install the target. */
    FAILED,
    /** The device installed the target and returned to its earlier images. Deployments count it as failed. */
    RETURNED
}
