package dev.holdfast.contract.operator.device;

/** How a device's update stands. */
public enum UpdateState {
    /** Nothing is deployed to its group. */
    NONE,
    /** It has not taken the current deployment yet. */
    PENDING,
    /** It says that it installed the current deployment, but has not attested it. */
    INSTALLED,
    /** It has attested every image of the current deployment. */
    ATTESTED,
    /** It could not install the current deployment. */
    FAILED
}
