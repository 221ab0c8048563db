package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.boot.BootManifest;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.time.InstantSource;

/**
 * Rules for manifest sets: signed, not expired, not older than an accepted one, not failed before, and no image below
 * the anti-rollback fuses.
 */
final class SetRules {
    private final RootOfTrust root;
    private final P256PublicKey imageKey;
    private final InstantSource clock;

    SetRules(RootOfTrust root, P256PublicKey imageKey, InstantSource clock) {
        this.root = root;
        this.imageKey = imageKey;
        this.clock = clock;
    }

    /** Verifies a set for a chip with {@code manifest}, and burns its version as accepted. */
    ManifestSet accept(Blob signedSet, BootManifest manifest) throws UpdateRefusedException {
        ManifestSet set = verified(signedSet);
        if (set.version() < root.manifestFloor()) {
            throw refused(
                    Reason.MANIFEST_ROLLED_BACK,
                    set,
                    "is older than the newest accepted version, " + root.manifestFloor());
        }
        if (!clock.instant().isBefore(set.expiresAt())) {
            throw refused(Reason.MANIFEST_EXPIRED, set, "expired at " + set.expiresAt());
        }
        if (set.version() == manifest.failedManifestVersion()) {
            throw refused(Reason.MANIFEST_FAILED_BEFORE, set, "failed before");
        }
        root.raiseManifestFloor(set.version());
        return set;
    }

    private ManifestSet verified(Blob signedSet) throws UpdateRefusedException {
        try {
            return ManifestSetFormat.verify(signedSet.bytes(), imageKey);
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
                        "has another keystore of version " + entry.securityVersion() + ", which is in use already");
            }
        }
    }

    private static UpdateRefusedException refused(Reason reason, ManifestSet set, String why) {
        return new UpdateRefusedException(reason, set.version(), "manifest set " + set.version() + " " + why);
    }
}
