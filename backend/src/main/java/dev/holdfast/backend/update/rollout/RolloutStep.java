package dev.holdfast.backend.update.rollout;

/** Next step of a rollout. */
public sealed interface RolloutStep {
    /** Changes the state. */
    record Become(RolloutState next) implements RolloutStep {}

    /**
     * Opens more devices of the newest phase, in the order of its arc or list.
     *
     * @param atMost maximum number of devices to open, at least 1
     */
    record OpenDevices(long atMost) implements RolloutStep {}
}
