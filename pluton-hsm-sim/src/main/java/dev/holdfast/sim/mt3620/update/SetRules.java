package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.boot.BootManifest;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import dev.holdfast.sim.mt3620.boot.Signatures;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Rules for manifest sets: signed, for this device, not expired, not older than the lowest valid version or the version
 * in use, not failed before, and no image below the anti-rollback fuses.
 */
final class SetRules {
    /** Maximum distance of a version above the lowest valid one. Without it, a set with a huge version would block all later sets. */
    private static final long MAX_STEP = 1L << 31;

    private final RootOfTrust root;
    private final P256PublicKey setKey;
    private final InstantSource clock;

    SetRules(RootOfTrust root, P256PublicKey setKey, InstantSource clock) {
        this.root = root;
        this.setKey = setKey;
        this.clock = clock;
    }

    /**
     * Verifies a manifest set for a chip with the boot manifest {@code manifest}. Changes nothing.
     *
     * @param scope scope of the attestation result of this boot; empty before the first attestation
     */
    ManifestSet accept(OfferedSet offer, BootManifest manifest, Optional<InstallScope> scope)
            throws UpdateRefusedException {
        ManifestSet set = verified(offer.signed());
        InstallScope allowed = requireFresh(set.version(), set.expiresAt(), scope);
        if (!set.audience().equals(allowed.audience())) {
            throw refused(Reason.MANIFEST_FOR_OTHERS, set, "is for " + set.audience());
        }
        requireOpened(set, offer.members(), allowed);
        InstalledSet offered = InstalledSet.of(set, offer.signed().bytes());
        InstalledSet present = manifest.current().set();
        long min = Math.max(allowed.lowestVersion(), present.isForAudienceOf(offered) ? present.version() : 0);
        if (set.version() < min) {
            throw refused(Reason.MANIFEST_ROLLED_BACK, set, "is older than the lowest valid version, " + min);
        }
        if (set.version() - allowed.lowestVersion() > MAX_STEP) {
            throw refused(
                    Reason.MANIFEST_VERSION_TOO_HIGH,
                    set,
                    "is too far above the lowest valid version, " + allowed.lowestVersion());
        }
        if (offered.isVersionOf(manifest.failed())) {
            throw refused(Reason.MANIFEST_FAILED_BEFORE, set, "failed before");
        }
        return set;
    }

    /** Requires a result of this boot that is at most a day old, and a set that has not expired. */
    InstallScope requireFresh(long version, Instant expiresAt, Optional<InstallScope> scope)
            throws UpdateRefusedException {
        InstallScope allowed = scope.orElseThrow(() -> new UpdateRefusedException(
                Reason.NO_FRESH_RESULT, version, "the device has no attestation result of this boot"));
        Instant now = allowed.now(clock);
        if (now.isAfter(allowed.issuedAt().plus(InstallScope.LIFETIME))) {
            throw new UpdateRefusedException(
                    Reason.NO_FRESH_RESULT, version, "the attestation result is of " + allowed.issuedAt());
        }
        if (!now.isBefore(expiresAt)) {
            throw new UpdateRefusedException(
                    Reason.MANIFEST_EXPIRED, version, "manifest set " + version + " expired at " + expiresAt);
        }
        return allowed;
    }

    /** Requires a set that has not expired and may be installed now. */
    void requireAllowed(UpdatePlan plan, Optional<InstallScope> scope) throws UpdateRefusedException {
        Instant now = requireFresh(plan.version(), plan.expiresAt(), scope).now(clock);
        if (!plan.rules().allow(now)) {
            throw new UpdateRefusedException(
                    Reason.OUTSIDE_OF_WINDOW,
                    plan.version(),
                    "manifest set " + plan.version() + " must not be installed at " + now);
        }
    }

    /** Returns the time until a set may be installed or expires; zero without an attestation result. */
    Duration untilAllowed(UpdatePlan plan, Optional<InstallScope> scope) {
        return scope.map(allowed -> allowed.now(clock))
                .filter(now -> now.isBefore(plan.expiresAt()))
                .map(now -> Duration.between(
                        now,
                        plan.rules()
                                .nextAllowed(now)
                                .filter(next -> next.isBefore(plan.expiresAt()))
                                .orElse(plan.expiresAt())))
                .orElse(Duration.ZERO);
    }

    /** Requires that the rollout of the set, if it has one, opened this device. */
    private static void requireOpened(ManifestSet set, Blob members, InstallScope allowed)
            throws UpdateRefusedException {
        if (set.rollout().isEmpty()) {
            return;
        }
        RolloutAudience rollout = set.rollout().get();
        try {
            if (!rollout.contains(allowed.member(), MemberList.decode(members.bytes(), rollout))) {
                throw refused(Reason.MANIFEST_FOR_OTHERS, set, "is for other devices of rollout " + rollout.rollout());
            }
        } catch (FormatException e) {
            throw refused(Reason.MANIFEST_FOR_OTHERS, set, "is for devices that are not known: " + e.getMessage());
        }
    }

    private ManifestSet verified(Blob signedSet) throws UpdateRefusedException {
        try {
            return Signatures.set(signedSet, setKey);
        } catch (FormatException e) {
            throw new UpdateRefusedException(Reason.MANIFEST_NOT_TRUSTED, 0, String.valueOf(e.getMessage()));
        }
    }

    /** Checks each image of a set against the fuses. */
    void requireNotRolledBack(ManifestSet set, BootManifest manifest) throws UpdateRefusedException {
        for (ManifestSet.Entry entry : set.images()) {
            long floor = root.securityFloor(entry.component());
            if (entry.securityVersion() < floor) {
                throw refused(
                        Reason.IMAGE_ROLLED_BACK,
                        set,
                        "has image " + entry.image() + " of security version " + entry.securityVersion() + ", below "
                                + floor);
            }
            boolean inUse = manifest.current().images().stream()
                    .anyMatch(image -> image.digest().equals(entry.digest()));
            if (entry.type() == ImageType.TRUSTED_KEYSTORE && !inUse && entry.securityVersion() <= floor) {
                throw refused(
                        Reason.KEYSTORE_NOT_NEWER,
                        set,
                        "has a different keystore with version " + entry.securityVersion()
                                + ", but that version or a newer one is already in use");
            }
        }
    }

    private static UpdateRefusedException refused(Reason reason, ManifestSet set, String why) {
        return new UpdateRefusedException(reason, set.version(), "manifest set " + set.version() + " " + why);
    }
}
