/**
 * Replays: stored evidence is appraised again with today's reference values, and decided by the active policy and by a candidate.
 *
 * <p>Guarantees: a replay changes nothing but its own report. It covers every device that the candidate would apply to, in pages of limited
 * size. The results of a page and the progress are one commit, so nothing counts twice after another backend takes over. A report never
 * mixes two states of policies or reference values.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.policy.replay.DeviceReplay}, which is pure.
 */
@NullMarked
package dev.holdfast.backend.attestation.policy.replay;

import org.jspecify.annotations.NullMarked;
