package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An accepted manifest set, its missing images and its progress. Not safe for concurrent use. */
public final class UpdatePlan {
    private final long version;
    private final Instant expiresAt;
    private final InstallRules rules;
    private final UpdateKind kind;
    private final ImageSet target;
    private final List<ManifestSet.Entry> missing;
    /** Missing images that are not staged yet. */
    private final List<ManifestSet.Entry> waiting;

    private Optional<TrustedKeys> keystore;
    private Optional<ImageManifest> baseManifest = Optional.empty();

    UpdatePlan(
            long version,
            Instant expiresAt,
            InstallRules rules,
            UpdateKind kind,
            ImageSet target,
            List<ManifestSet.Entry> missing,
            Optional<TrustedKeys> keystore) {
        this.version = version;
        this.expiresAt = expiresAt;
        this.rules = rules;
        this.kind = kind;
        this.target = target;
        this.missing = List.copyOf(missing);
        this.waiting = new ArrayList<>(missing);
        this.keystore = keystore;
    }

    /** Returns the version of the set. */
    public long version() {
        return version;
    }

    /** Returns the expiry of the set. */
    Instant expiresAt() {
        return expiresAt;
    }

    /** Returns when the set may be installed. */
    public InstallRules rules() {
        return rules;
    }

    /** Returns the kind of update; {@link UpdateKind#SYSTEM} when system and applications change. */
    public UpdateKind kind() {
        return kind;
    }

    /** Returns the images to download, in the order of installation. */
    public List<ManifestSet.Entry> missing() {
        return missing;
    }

    /** Returns the images after the update. */
    ImageSet target() {
        return target;
    }

    /** Returns the image of the update that an entry of the set describes; empty for the base manifest, which has no slot. */
    Optional<InstalledImage> placed(ManifestSet.Entry entry) {
        return target.images().stream()
                .filter(image -> image.digest().equals(entry.digest()))
                .findFirst();
    }

    /** Returns the keystore after the update; empty while it is missing. */
    Optional<TrustedKeys> keystore() {
        return keystore;
    }

    /** Marks an image as staged. */
    void staged(ManifestSet.Entry entry) {
        waiting.remove(entry);
    }

    /** Sets the keystore after the update. */
    void trust(TrustedKeys staged) {
        keystore = Optional.of(staged);
    }

    /** Returns the signed list of the images that belong to the new keystore; empty while it is missing. */
    Optional<ImageManifest> baseManifest() {
        return baseManifest;
    }

    /** Sets the verified base manifest. */
    void bind(ImageManifest manifest) {
        baseManifest = Optional.of(manifest);
    }

    /** Returns whether all missing images are staged. */
    boolean isStaged() {
        return waiting.isEmpty();
    }

    /** Returns whether all images of earlier phases are staged. */
    boolean isReadyFor(Phase phase) {
        return waiting.stream().allMatch(entry -> Phase.of(entry.type()).compareTo(phase) >= 0);
    }
}
