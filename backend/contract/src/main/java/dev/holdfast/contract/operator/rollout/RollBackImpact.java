package dev.holdfast.contract.operator.rollout;

import java.util.List;

/**
 * Effect that the rollback of a rollout would have now.
 *
 * @param devices number of devices that have the images of the rollout and would install the earlier ones
 * @param unreachable number of these that are out of contact
 * @param willFail devices whose anti-rollback fuse forbids an earlier image, by image. If there are any, the rollback is refused
 */
public record RollBackImpact(long devices, long unreachable, List<ExpectedFailure> willFail) {
    /** Copies the list. */
    public RollBackImpact {
        willFail = List.copyOf(willFail);
    }
}
