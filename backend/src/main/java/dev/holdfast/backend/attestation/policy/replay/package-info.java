/**
 * Replays: stored evidence, appraised again with today's reference values and decided twice, by what decides now and by a
 * candidate.
 *
 * <p>Guarantees: a replay changes nothing but its own report; it looks at every device that the candidate would apply to, in
 * pages of bounded size; what a page found and how far the replay has come are one commit, so that a replay that another
 * backend goes on with counts nothing twice; a report never mixes two states of policies or reference values.
 *
 * <p>{@link dev.holdfast.backend.attestation.policy.replay.DeviceReplay} is pure. Start reading there.
 */
@NullMarked
package dev.holdfast.backend.attestation.policy.replay;

import org.jspecify.annotations.NullMarked;
