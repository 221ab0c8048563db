package dev.holdfast.backend.update.rollout;

/** Why a rollout halted. */
public sealed interface Halt {
    /**
     * A halt rule fired.
     *
     * @param rule rule that fired
     * @param affected devices with the rule's cause
     * @param before for {@link HaltRule.Cause#CRASH_RATE}, crashed devices on the current deployment; {@link Share#NONE} for other causes
     */
    record Fired(HaltRule rule, Share affected, Share before) implements Halt {}

    /**
     * A person stopped all rollouts of the catalog.
     *
     * @param reason reason for the audit log
     */
    record Stopped(String reason) implements Halt {}

    /** The operating system of the rollout was withdrawn. */
    record Withdrawn() implements Halt {}
}
