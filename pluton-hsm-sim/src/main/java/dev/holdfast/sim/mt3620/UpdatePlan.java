package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.sim.mt3620.FlashTable.Slot;
import java.util.List;

/** An accepted manifest set and what it takes to install it. */
public final class UpdatePlan {
    private final ManifestSet manifest;
    private final List<Slot> target;
    private final List<ManifestSet.Entry> missing;

    UpdatePlan(ManifestSet manifest, List<Slot> target, List<ManifestSet.Entry> missing) {
        this.manifest = manifest;
        this.target = target;
        this.missing = List.copyOf(missing);
    }

    /** Returns the version of the set. */
    public long version() {
        return manifest.version();
    }

    /** Returns the images to download, in the order of installation. */
    public List<ManifestSet.Entry> missing() {
        return missing;
    }

    List<Slot> target() {
        return target;
    }
}
