package dev.holdfast.contract.operator.rollout;

import org.jspecify.annotations.Nullable;

/**
 * Effect that an action on a rollout would have now.
 *
 * @param offered number of devices that would be offered the images. Failed devices of a halted or paused rollout only after it is resumed
 * @param withheld number of devices that would no longer be offered the images. Those that have not restarted drop them
 * @param installed number of devices that have the images and would keep them
 * @param waiting number of devices of the group that would not be open after the action
 * @param unreachable number of devices of {@code offered} and {@code withheld} that are out of contact
 * @param halt halt rule that fires now. It refuses to resume a halted rollout, and halts a paused one again at once. Null for no rule, and for
 *     other actions than to resume
 */
public record RolloutActionImpact(
        long offered,
        long withheld,
        long installed,
        long waiting,
        long unreachable,
        @Nullable RolloutHalt halt) {}
