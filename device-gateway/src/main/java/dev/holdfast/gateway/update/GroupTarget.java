package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Target of a group, ready to serve.
 *
 * @param group GUID of the group
 * @param part SKU of the devices
 * @param version version of the manifest set; 0 when nothing is deployed
 * @param manifestSet signed set as sent to devices
 * @param digest SHA-256 of the signed set in lower-case hex; a device that reports this digest has the set already
 * @param expiresAt expiry of the set
 * @param images images of the set by ID
 * @param requiresPostQuantum whether devices of the group must use a post-quantum key exchange
 * @param retiredAuthorities serial numbers of retired CAs, whose certificates are invalid
 * @param offer contents of the set and policy that decides who is offered it; null if the set is offered to all devices
 */
record GroupTarget(
        UUID group,
        String part,
        long version,
        Buffer manifestSet,
        String digest,
        Instant expiresAt,
        Map<ImageId, InternalApi.TargetImage> images,
        boolean requiresPostQuantum,
        Set<String> retiredAuthorities,
        InternalApi.@Nullable Offer offer) {
    static GroupTarget of(UUID group, String part, InternalApi.Target target) {
        return new GroupTarget(
                group,
                part,
                target.version(),
                Buffer.buffer(target.manifestSet().bytes()),
                Digest.sha256(target.manifestSet().bytes()).hex(),
                target.expiresAt(),
                target.images().stream()
                        .collect(Collectors.toUnmodifiableMap(InternalApi.TargetImage::image, image -> image)),
                target.requiresPostQuantum(),
                Set.copyOf(target.retiredAuthorities()),
                target.offer());
    }

    boolean hasDeployment() {
        return version > 0;
    }
}
