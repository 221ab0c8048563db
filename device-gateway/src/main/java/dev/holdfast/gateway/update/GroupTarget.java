package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A group's target, ready to be served.
 *
 * @param group whose
 * @param version of the manifest set; 0 when nothing is deployed
 * @param manifestSet the signed set, as it goes to the device
 * @param expiresAt when it expires
 * @param lengths the images that it lists, with their lengths in bytes
 * @param demandsPostQuantum whether the group's devices may come over a post-quantum key exchange only
 * @param retiredAuthorities serial numbers of authorities whose certificates are worth nothing any more
 */
record GroupTarget(
        UUID group,
        long version,
        Buffer manifestSet,
        Instant expiresAt,
        Map<ImageId, Long> lengths,
        boolean demandsPostQuantum,
        Set<String> retiredAuthorities) {
    static GroupTarget of(UUID group, InternalApi.Target target) {
        return new GroupTarget(
                group,
                target.version(),
                Buffer.buffer(target.manifestSet().bytes()),
                target.expiresAt(),
                target.images().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                InternalApi.TargetImage::image, InternalApi.TargetImage::length)),
                target.requiresPostQuantum(),
                Set.copyOf(target.retiredAuthorities()));
    }

    boolean hasDeployment() {
        return version > 0;
    }
}
