package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cache of image packages, limited by total size. Each image has at most one download at a time. The key includes group
 * and part: customers and manufacturers choose image IDs, and those that use the same ID must not get each other's bytes.
 */
@Singleton
final class Images {
    private final Vertx vertx;
    private final BackendClient backend;
    private final AsyncCache<Key, CachedImage> cache;

    private record Key(UUID group, String part, ImageId image, long length) {}

    /**
     * Package of an image.
     *
     * @param entityTag strong entity tag (RFC 9110 §8.8.3): the SHA-256 of the bytes in lower-case hex, in quotes. All gateways have the
     *     same
     */
    record CachedImage(Buffer bytes, String entityTag) {
        static CachedImage of(Buffer bytes) {
            return new CachedImage(bytes, '"' + Digest.sha256(bytes.getBytes()).hex() + '"');
        }
    }

    Images(Vertx vertx, BackendClient backend, UpdateSettings settings) {
        this.vertx = vertx;
        this.backend = backend;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.imageBytes())
                .weigher((Key key, CachedImage image) -> image.bytes().length())
                .buildAsync();
    }

    /** Returns the package of an image that the target lists. A device whose witness is refused does not affect other devices. */
    Future<CachedImage> get(GroupTarget target, ImageId image, long length, InternalApi.Witness witness) {
        Key key = new Key(target.group(), target.part(), image, length);
        AtomicBoolean own = new AtomicBoolean();
        Future<CachedImage> found = Future.fromCompletionStage(
                cache.get(key, (same, executor) -> {
                    own.set(true);
                    return backend.image(key.group, key.image, witness)
                            .compose(bytes -> vertx.executeBlocking(() -> CachedImage.of(bytes), false))
                            .toCompletionStage()
                            .toCompletableFuture();
                }),
                vertx.getOrCreateContext());
        return found.recover(failure -> failure instanceof BackendFailure.Refused && !own.get()
                ? get(target, image, length, witness)
                : Future.failedFuture(failure));
    }
}
