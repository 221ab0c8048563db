package dev.holdfast.contract.operator.feed;

/** How a release goes on from feed {@code RetailEval} to feed {@code Retail}. */
public enum OsPromotion {
    /** By itself, 14 days after it was released. */
    AUTOMATIC,
    /** When someone promotes it. */
    BY_HAND
}
