package dev.holdfast.contract.operator.device;

/** State of the update of a device to the target of its group: the newest deployment and OS release in one manifest set. */
public enum UpdateState {
    /** The device's group has no target: no deployment and no OS release. Or the device is exempt from the active rollout of its group. */
    NOT_TARGETED,
    /** The active rollout of the device's group has not opened the device, which has the target that was current before the rollout. */
    WAITING_FOR_PHASE,
    /** The device has not reacted to the target yet. */
    UNKNOWN,
    /** The device has not installed the target. It is silent since its last attestation expired, for at least a day. */
    UNREACHABLE,
    /**
     * The device is untrusted and can install the target to repair itself, or it is pinned, or its update policy, or a paused or halted
     * rollout, holds the target. Deployments count it as pending.
     */
    HELD,
    /** A gateway sent the target's manifest set to the device. */
    OFFERED,
    /** The device downloads the missing images of the target. Deployments count it as pending. */
    DOWNLOADING,
    /** The device has verified the images of the target and has not put them in use. Deployments count it as pending. */
    STAGED,
    /** The verified images wait for a window of the update policy. Deployments count it as pending. */
    WAITING_FOR_WINDOW,
    /** An application on the device defers the installation of the verified images. Deployments count it as pending. */
    DEFERRED,
    /** The device started the images of the target on trial and has not attested them. */
    INSTALLED,
    /** The device ended the trial of the images, because it ran well with them, and has not attested all of them. Counts as installed. */
    CONFIRMED,
    /** The device attested every measured image of the target. */
    ATTESTED,
    /** The device could not install the target, or installed it in a rollout and is untrusted, or did not attest in time. */
    FAILED,
    /** The device installed the target and returned to its earlier images. Deployments count it as failed. */
    RETURNED
}
