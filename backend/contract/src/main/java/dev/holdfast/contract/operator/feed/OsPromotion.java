package dev.holdfast.contract.operator.feed;

/** Promotion of a release from feed {@code RetailEval} to feed {@code Retail}. */
public enum OsPromotion {
    /** 14 days after the release. */
    AUTOMATIC,
    /** An installation owner promotes the release. */
    MANUAL
}
