package dev.holdfast.contract.operator.authority;

import org.jspecify.annotations.Nullable;

/**
 * Effect that the next step of a replacement of the key for manifest sets would have now: its beginning, finish or cancellation.
 *
 * @param inProgress whether a replacement is in progress; then another one cannot begin
 * @param sets manifest sets that each step signs again
 * @param stragglers number of devices without the new key: seen in the last 30 days, not blocked, and no released keystore with it attested
 * @param finishRefusal reason why finishing is refused, one sentence or more; null if it is possible
 * @param cancelRefusal reason why cancelling is refused, one sentence or more; null if it is possible
 */
public record SetKeyImpact(
        boolean inProgress,
        SetRenewalImpact sets,
        long stragglers,
        @Nullable String finishRefusal,
        @Nullable String cancelRefusal) {}
