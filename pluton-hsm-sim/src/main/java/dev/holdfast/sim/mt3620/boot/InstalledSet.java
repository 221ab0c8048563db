package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Digest;
import java.util.UUID;

/**
 * Identifies the manifest set from which images come. The part is not stored, because it is always the part of the
 * chip.
 *
 * @param version version of the set; 0 as manufactured
 * @param catalog catalog of the devices that the set is for
 * @param group device group of the devices that the set is for
 * @param digest SHA-256 of the signed set
 */
public record InstalledSet(long version, UUID catalog, UUID group, Digest digest) {
    /** Stands for no set. */
    public static final InstalledSet NONE =
            new InstalledSet(0, new UUID(0, 0), new UUID(0, 0), Digest.of(new byte[Digest.LENGTH]));

    /** Describes a verified set. */
    public static InstalledSet of(ManifestSet set, byte[] signed) {
        return new InstalledSet(
                set.version(), set.audience().catalog(), set.audience().group(), Digest.sha256(signed));
    }

    /** Returns whether {@code other} is for the same devices. */
    public boolean isForAudienceOf(InstalledSet other) {
        return catalog.equals(other.catalog) && group.equals(other.group);
    }

    /** Returns whether {@code other} is the same set, possibly signed again. */
    public boolean isVersionOf(InstalledSet other) {
        return version == other.version && isForAudienceOf(other);
    }
}
