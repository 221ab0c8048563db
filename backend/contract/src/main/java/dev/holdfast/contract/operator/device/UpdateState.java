package dev.holdfast.contract.operator.device;

/** State of the update of a device. */
public enum UpdateState {
    /** Nothing is deployed to the device's group. */
    NONE,
    /** The device has not installed the current deployment. */
    PENDING,
    /** The device reported the installation but has not attested the images. */
    INSTALLED,
    /** The device attested every image of the current deployment. */
    ATTESTED,
    /** The device could not install the current deployment. */
    FAILED
}
