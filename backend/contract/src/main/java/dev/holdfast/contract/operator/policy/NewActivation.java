package dev.holdfast.contract.operator.policy;

import java.util.UUID;

/**
 * A version to activate.
 *
 * @param version of the policy; 0 takes the policy of a product, a group or the catalog away, so that the next one above
 *     applies
 * @param replay the finished replay of exactly this version whose report the caller has seen
 * @param comment why, 1 to 500 characters
 */
public record NewActivation(Integer version, UUID replay, String comment) {}
