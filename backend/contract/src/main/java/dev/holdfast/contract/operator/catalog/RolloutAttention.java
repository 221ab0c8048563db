package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.rollout.RolloutStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * Rollout that goes on only when a person decides.
 *
 * @param id GUID of the rollout
 * @param product name of the product
 * @param group name of the device group
 * @param state {@link RolloutStatus#HALTED}, {@link RolloutStatus#WAITING_FOR_PERSON}, or {@link RolloutStatus#DRAFT} for a draft of an
 *     operating system
 * @param since start of the state
 */
public record RolloutAttention(UUID id, String product, String group, RolloutStatus state, Instant since) {}
