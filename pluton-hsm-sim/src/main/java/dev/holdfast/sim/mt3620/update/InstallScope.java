package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Manifest sets that the signed attestation result of this boot permits the device to install.
 *
 * @param audience catalog, group and part of the device; a set must have the same audience
 * @param member place of the device in rollouts; a set of a rollout must contain it
 * @param lowestVersion lowest version of a set that may be installed
 * @param issuedAt time of the result, by the verifier's clock
 * @param receivedAt time of receipt, by a clock for elapsed time
 */
public record InstallScope(Audience audience, Member member, long lowestVersion, Instant issuedAt, Instant receivedAt) {
    /** Age after which an attestation result permits no installation. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** Makes the scope of a result that was verified now. */
    public static InstallScope of(AttestationResult result, String part, InstantSource elapsed) {
        return new InstallScope(
                new Audience(result.catalog(), result.group(), part),
                Member.of(result.catalog(), result.device()),
                result.lowestSetVersion(),
                result.issuedAt(),
                elapsed.instant());
    }

    /** Returns an estimate of the verifier's time: the time of the result, plus the elapsed time since its receipt. */
    public Instant now(InstantSource elapsed) {
        Duration passed = Duration.between(receivedAt, elapsed.instant());
        return passed.isPositive() ? issuedAt.plus(passed) : issuedAt;
    }
}
