package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An accepted manifest set, what it takes to install it, and how far that is. For one thread at a time. */
public final class UpdatePlan {
    private final long version;
    private final UpdateKind kind;
    private final ImageSet target;
    private final List<ManifestSet.Entry> missing;
    private final List<ManifestSet.Entry> waiting;
    private Optional<TrustedKeys> keystore;
    private Optional<ImageManifest> baseManifest = Optional.empty();

    UpdatePlan(
            long version,
            UpdateKind kind,
            ImageSet target,
            List<ManifestSet.Entry> missing,
            Optional<TrustedKeys> keystore) {
        this.version = version;
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

    /** Returns what it is an update of; when of everything, of the system. */
    public UpdateKind kind() {
        return kind;
    }

    /** Returns the images to download, in the order of installation. */
    public List<ManifestSet.Entry> missing() {
        return missing;
    }

    /** Returns what will be in use. */
    ImageSet target() {
        return target;
    }

    /** Returns the keystore that will be in use; empty as long as it is missing. */
    Optional<TrustedKeys> keystore() {
        return keystore;
    }

    void staged(ManifestSet.Entry entry) {
        waiting.remove(entry);
    }

    void trust(TrustedKeys staged) {
        keystore = Optional.of(staged);
    }

    /** Returns the signed list of what belongs to the new keystore; empty as long as it is missing. */
    Optional<ImageManifest> baseManifest() {
        return baseManifest;
    }

    void bind(ImageManifest manifest) {
        baseManifest = Optional.of(manifest);
    }

    boolean isStaged() {
        return waiting.isEmpty();
    }

    /** Returns whether everything is staged that comes before this phase. */
    boolean isReadyFor(Phase phase) {
        return waiting.stream().allMatch(entry -> Phase.of(entry.type()).compareTo(phase) >= 0);
    }
}
