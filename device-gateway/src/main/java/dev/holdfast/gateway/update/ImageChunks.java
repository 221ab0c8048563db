package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cache of chunks of images, limited by total size. Each chunk has at most one download at a time. The key includes the digest of the image:
 * customers and manufacturers choose image IDs, and those that use the same ID must not get each other's bytes.
 */
@Singleton
final class ImageChunks {
    private final Vertx vertx;
    private final BackendClient backend;
    private final AsyncCache<Key, Buffer> cache;

    private record Key(Digest content, int index) {}

    ImageChunks(Vertx vertx, BackendClient backend, UpdateSettings settings) {
        this.vertx = vertx;
        this.backend = backend;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.imageBytes())
                // A chunk that was corrupt in the database must not stay here after its repair.
                .expireAfterWrite(settings.ttl())
                .weigher((Key key, Buffer chunk) -> chunk.length())
                .buildAsync();
    }

    /**
     * Returns a chunk of an image that the target of a group lists. A device whose witness is refused, or whose group no longer has the
     * image, does not affect other devices.
     *
     * @param index index of the chunk, from 0
     */
    Future<Buffer> get(UUID group, InternalApi.TargetImage image, int index, InternalApi.Witness witness) {
        Key key = new Key(image.contentDigest(), index);
        AtomicBoolean own = new AtomicBoolean();
        CompletableFuture<Buffer> chunk = cache.get(key, (same, executor) -> {
            own.set(true);
            return backend.imageChunk(group, image, index, witness)
                    .toCompletionStage()
                    .toCompletableFuture();
        });
        return Future.fromCompletionStage(chunk, vertx.getOrCreateContext()).recover(failure -> {
            boolean isOfOther = failure instanceof BackendFailure.Refused || failure instanceof BackendFailure.Missing;
            if (own.get() || !isOfOther) {
                return Future.failedFuture(failure);
            }
            // The cache may remove the failed download only after this callback.
            cache.asMap().remove(key, chunk);
            return get(group, image, index, witness);
        });
    }
}
