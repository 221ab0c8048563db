package dev.holdfast.contract.operator.rollout;

/** State of a rollout. */
public enum RolloutStatus {
    /** The rollout has not been started. */
    DRAFT,
    /** The start waits for an approval. */
    AWAITING_APPROVAL,
    /** The rollout starts at its start time. */
    SCHEDULED,
    /** Devices of the newest phase install and attest. */
    RUNNING,
    /** Enough devices of the newest phase attested. The rollout waits for late failures. */
    SOAKING,
    /** A person decides whether the next phase opens, or too few devices of the newest phase attested. */
    WAITING_FOR_PERSON,
    /** A halt rule fired, or a person stopped all rollouts of the catalog. Devices are offered nothing of the rollout. */
    HALTED,
    /** A person paused the rollout. Devices are offered nothing of the rollout. */
    PAUSED,
    /** Devices are brought back to the images before the rollout. */
    ROLLING_BACK,
    /** All phases succeeded. All devices of the group are offered the images. */
    COMPLETED,
    /** The rollout ended before its last phase. */
    ABORTED
}
