package dev.holdfast.contract.operator.rollout;

/** Failures that a halt rule counts. */
public enum HaltCause {
    /** The device reported a failed update, or returned to the previous images. Share of the devices with a result. */
    INSTALL_FAILED,
    /** The device was offered the images and then made no contact in time. Share of the devices with a result. */
    DID_NOT_COME_BACK,
    /** The device came back and was not trusted, or did not attest in time. Share of the devices with a result. */
    ATTESTATION_FAILED,
    /** Devices that crashed since the newest phase opened: share on the new images, once attested, minus the share on the current images. */
    CRASH_RATE
}
