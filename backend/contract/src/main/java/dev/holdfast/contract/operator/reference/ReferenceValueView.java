package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reference value of a component.
 *
 * @param type image type, such as {@code NormalWorldKernel}
 * @param component GUID of the component
 * @param image GUID of the image; component and image together identify the value in paths
 * @param name name in the metadata of the image
 * @param digest SHA-256 that boot measures
 * @param securityVersion anti-rollback number
 * @param origin origin of the value
 * @param manufacturer silicon manufacturer that signed the image of a release; empty for values of the catalog. Two manufacturers can have
 *     images with the same ID
 * @param addedAt time when the value was added
 * @param addedBy user who added the value; empty when the value was added automatically or the user was not recorded
 * @param state state of the value; never {@link ReferenceState#NONE}
 * @param current whether the value is permanent and newer than all other permanent values of its component
 * @param retiredAt time when the value was retired; null when not retired
 * @param retiredBy user who retired the value; empty when not retired
 * @param retiredReason reason for retiring the value; empty when not retired
 * @param releases OS releases that contain the image, newest first; empty for values of the catalog. Values of releases are read-only for
 *     catalogs; withdrawing the releases can retire the values
 */
public record ReferenceValueView(
        String type,
        ComponentId component,
        ImageId image,
        String name,
        Digest digest,
        long securityVersion,
        ReferenceOrigin origin,
        String manufacturer,
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
