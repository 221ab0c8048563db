package dev.holdfast.contract.operator.rollout;

/** Operation on a rollout. */
public enum RolloutAction {
    /** Starts a draft, now or at its start time. */
    START,
    /** Offers devices nothing of the rollout until it is resumed. */
    PAUSE,
    /** Offers the images again after a pause or a halt. */
    RESUME,
    /** Opens the next phase, or completes the rollout, although it waits for a person. */
    PROCEED,
    /** Changes the soak time, the limit of devices in flight, the halt rules, or the phases that are not open. */
    EXTEND,
    /** Ends the rollout. Devices keep the images that they have. */
    ABORT,
    /** Brings devices of the open phases back to the images before the rollout. */
    ROLL_BACK,
    /** Offers the images to the failed devices again. */
    RETRY_FAILED,
    /** Takes one device out of the rollout. */
    EXEMPT
}
