package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one good image measures as.
 *
 * @param type image type
 * @param component component GUID
 * @param image image GUID; it and the component name the value in paths
 * @param name from the image's metadata
 * @param digest what boot chains measure
 * @param securityVersion anti-rollback number
 * @param origin where it came from
 * @param addedAt when
 * @param addedBy who brought it; empty when it came by itself, or before that was kept
 * @param state whether it counts, and for whom; never {@link ReferenceState#NONE}
 * @param current whether it is the newest that counts for every device; others that count are older
 * @param retiredAt when it was retired; null when it was not
 * @param retiredBy who did; empty when nobody
 * @param retiredReason why; empty when it was not
 * @param releases releases of OS feeds that brought it, the newest first; empty for what is the catalog's own. What they bring
 *     belongs to the installation: a catalog can only read it, and it is retired by withdrawing the releases
 */
public record ReferenceValueView(
        String type,
        ComponentId component,
        ImageId image,
        String name,
        Digest digest,
        long securityVersion,
        ReferenceOrigin origin,
        Instant addedAt,
        String addedBy,
        ReferenceState state,
        boolean current,
        @Nullable Instant retiredAt,
        String retiredBy,
        String retiredReason,
        List<FeedRelease> releases) {
    /** Copies the list. */
    public ReferenceValueView {
        releases = List.copyOf(releases);
    }
}
