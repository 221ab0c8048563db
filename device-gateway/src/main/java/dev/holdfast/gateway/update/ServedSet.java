package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Manifest set of a cohort, ready to serve.
 *
 * @param version version of the set; 0 for none
 * @param body signed set as sent to devices, and the list of devices that follows it
 * @param length length of the signed set, in bytes; null if no list follows it
 * @param digest SHA-256 of the signed set in lower-case hex; a device that reports this digest has the set already
 * @param entityTag strong entity tag (RFC 9110 §8.8.3): the digest in quotes
 * @param earlier digests of earlier sets; a device that reports one of them does not need this set
 * @param expiresAt expiry of the set
 * @param images images of the set by ID
 * @param offer contents of the set and policy that decides who is offered it; null if the set is offered to all devices
 */
record ServedSet(
        long version,
        Buffer body,
        @Nullable String length,
        String digest,
        String entityTag,
        Set<String> earlier,
        Instant expiresAt,
        Map<ImageId, InternalApi.TargetImage> images,
        InternalApi.@Nullable Offer offer) {
    /** Returns a set without a list of devices. */
    static ServedSet of(InternalApi.CohortTarget target) {
        return of(target, Blob.of(new byte[0]));
    }

    /**
     * Returns a set with a list of devices.
     *
     * @param list encoded list of devices; empty for none
     */
    static ServedSet of(InternalApi.CohortTarget target, Blob list) {
        byte[] signed = target.manifestSet().bytes();
        String digest = Digest.sha256(signed).hex();
        return new ServedSet(
                target.version(),
                Buffer.buffer(signed).appendBytes(list.bytes()),
                list.length() == 0 ? null : Integer.toString(signed.length),
                digest,
                '"' + digest + '"',
                target.earlierDigests().stream().map(Digest::hex).collect(Collectors.toUnmodifiableSet()),
                target.expiresAt(),
                target.images().stream()
                        .collect(Collectors.toUnmodifiableMap(InternalApi.TargetImage::image, image -> image)),
                target.offer());
    }

    boolean isPresent() {
        return version > 0;
    }

    /** Returns whether a device whose installed set has this digest is up to date. */
    boolean isInstalled(@Nullable String reported) {
        return reported != null && (digest.equals(reported) || earlier.contains(reported));
    }
}
