package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.backend.BackendClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Image bytes in memory, bounded by weight, one load at a time for each. Kept by group, not by image alone: image ids come
 * from whoever built the image, and two catalogs that use the same one must not get each other's bytes.
 */
@Singleton
final class Images {
    private final Vertx vertx;
    private final BackendClient backend;
    private final AsyncCache<Key, Buffer> cache;

    private record Key(UUID group, ImageId image, long length) {}

    Images(Vertx vertx, BackendClient backend, UpdateSettings settings) {
        this.vertx = vertx;
        this.backend = backend;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.imageBytes())
                .weigher((Key key, Buffer bytes) -> bytes.length())
                .buildAsync();
    }

    /** Returns an image's package; the target must list it. */
    Future<Buffer> bytes(GroupTarget target, ImageId image, long length) {
        Key key = new Key(target.group(), image, length);
        return Future.fromCompletionStage(
                cache.get(
                        key,
                        (same, executor) -> backend.image(key.group, key.image)
                                .toCompletionStage()
                                .toCompletableFuture()),
                vertx.getOrCreateContext());
    }
}
