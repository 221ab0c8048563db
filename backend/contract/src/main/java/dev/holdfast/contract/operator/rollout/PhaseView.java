package dev.holdfast.contract.operator.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Phase of a rollout and its progress. Exactly one of {@code percent}, {@code count}, {@code tag} and {@code listed} is not null.
 *
 * @param number number of the phase, from 1
 * @param percent percentage of the group's devices, with the devices of earlier phases
 * @param count number of devices, with the devices of earlier phases
 * @param tag tag of the devices that the phase adds
 * @param listed number of named devices that the phase adds
 * @param soakMinutes time to wait for late failures, in minutes; 0 for none
 * @param successPercent percentage of the phase's devices that must attest
 * @param askPerson whether a person decides about the next phase
 * @param openedAt time when the first devices opened; null before
 * @param succeededAt time when enough devices had attested; null before
 * @param counts devices that this phase opened first
 */
public record PhaseView(
        int number,
        @Nullable Integer percent,
        @Nullable Integer count,
        @Nullable String tag,
        @Nullable Integer listed,
        int soakMinutes,
        int successPercent,
        boolean askPerson,
        @Nullable Instant openedAt,
        @Nullable Instant succeededAt,
        RolloutCounts counts) {}
