package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.GatewayException.Kind;
import dev.holdfast.sim.mt3620.update.ImageDownload;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Downloads one image and stores each received sector in flash. It requests only the bytes that flash does not have, under the condition
 * that the image is still the same ({@code If-Range}).
 */
final class Download implements ResponseReceiver {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    private final Vertx vertx;
    private final DeviceClient client;
    private final ManifestSet.Entry entry;
    private final ImageDownload flash;
    /** The part that flash has, while the request is for the rest. */
    private Optional<ImageDownload.Prefix> prefix = Optional.empty();
    /** Whether the response continues the prefix. */
    private boolean continues;

    /** First byte after the requested part of the image. */
    private long end;
    /** Number of bytes that flash had before the last part. */
    private int before = -1;

    private boolean begun;
    /** Number of stored bytes of the response. */
    private int stored;
    /** Completes when the last received sector is in flash. */
    private Future<?> writes = Future.succeededFuture();

    Download(Vertx vertx, DeviceClient client, ManifestSet.Entry entry, ImageDownload flash) {
        this.vertx = vertx;
        this.client = client;
        this.entry = entry;
        this.flash = flash;
    }

    /** Returns the image, not verified. Completes when flash is not written any more, also if it fails. */
    Future<Blob> image() {
        return blocking(flash::prefix).compose(found -> {
            prefix = found;
            end = entry.length();
            if (received() == end) {
                continues = true;
                return Future.succeededFuture(found.orElseThrow().bytes());
            }
            return request();
        });
    }

    /**
     * Stores the next part of the image in flash. Completes with whether there may be another part. If not, {@link #image} downloads the rest.
     *
     * @param length length of the part, in bytes, a multiple of that of a sector
     */
    Future<Boolean> part(long length) {
        return blocking(flash::prefix).compose(found -> {
            prefix = found;
            end = received() + length;
            // Without a strong entity tag, flash keeps nothing.
            if (end >= entry.length() || received() <= before) {
                return Future.succeededFuture(false);
            }
            before = received();
            return send().map(response -> continues)
                    .recover(failure ->
                            isRejected(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
        });
    }

    private int received() {
        return prefix.map(part -> part.bytes().length()).orElse(0);
    }

    /** Returns whether a part of the image is from an earlier response. */
    boolean isResumed() {
        return continues;
    }

    /** Forgets the received part. The next download begins anew. */
    Future<Void> discard() {
        return blocking(() -> {
                    flash.discard();
                    return true;
                })
                .mapEmpty();
    }

    private Future<Blob> request() {
        return send().compose(this::complete).recover(this::again);
    }

    private Future<GatewayResponse> send() {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (prefix.isPresent() || isPart()) {
            headers.set(HttpHeaderNames.RANGE, "bytes=" + received() + "-" + (isPart() ? end - 1 : ""));
        }
        prefix.ifPresent(part -> headers.set(HttpHeaderNames.IF_RANGE, part.entityTag()));
        continues = false;
        begun = false;
        stored = 0;
        return client.image(entry.image(), entry.length(), headers, this)
                .transform(answer -> writes.transform(_ -> answer.succeeded()
                        ? Future.succeededFuture(answer.result())
                        : Future.failedFuture(answer.cause())));
    }

    private boolean isPart() {
        return end < entry.length();
    }

    private static boolean isRejected(Throwable failure) {
        return failure instanceof GatewayException gateway && gateway.kind() == Kind.REJECTED;
    }

    /** Requests the whole image if the gateway rejected the request for the rest. */
    private Future<Blob> again(Throwable failure) {
        if (prefix.isEmpty() || !isRejected(failure)) {
            return Future.failedFuture(failure);
        }
        prefix = Optional.empty();
        return discard().compose(_ -> request());
    }

    private Future<Blob> complete(GatewayResponse response) {
        if (response.status() == OK) {
            return response.bytes(OK);
        }
        if (!continues || prefix.isEmpty()) {
            return Future.failedFuture(new GatewayException(
                    Kind.REJECTED, "the response is not the requested part of the image", response.retryAfter()));
        }
        return response.bytes(PARTIAL_CONTENT)
                .map(rest -> Blob.of(Buffer.buffer(prefix.get().bytes().bytes())
                        .appendBytes(rest.bytes())
                        .getBytes()));
    }

    /** Stores the sectors that are complete. Runs on the event loop of the connection. */
    @Override
    public void received(HttpResponse head, Buffer body) {
        if (!begun) {
            begun = true;
            begin(head);
        }
        if (!continues && head.status().code() != OK) {
            return;
        }
        int sector = flash.sectorSize();
        while (body.length() - stored >= sector) {
            byte[] next = body.getBytes(stored, stored + sector);
            stored += sector;
            write(() -> {
                flash.append(next);
                return true;
            });
        }
    }

    private void begin(HttpResponse head) {
        String entityTag = head.headers().get(HttpHeaderNames.ETAG, "");
        if (head.status().code() == OK) {
            beginFlash(entityTag);
        } else if (head.status().code() == PARTIAL_CONTENT) {
            boolean isSame =
                    prefix.map(part -> entityTag.equals(part.entityTag())).orElse(isPart());
            continues = isSame && contentRange().equals(head.headers().get(HttpHeaderNames.CONTENT_RANGE));
            if (continues && prefix.isEmpty()) {
                beginFlash(entityTag);
            }
        }
    }

    private void beginFlash(String entityTag) {
        write(() -> {
            flash.begin(entityTag);
            return true;
        });
    }

    private String contentRange() {
        return "bytes " + received() + "-" + (end - 1) + "/" + entry.length();
    }

    /** Writes after the earlier writes. A failed write ends none of them: the image is written again when it is staged. */
    private void write(Callable<Boolean> step) {
        writes = writes.transform(_ -> blocking(step));
    }

    private <T> Future<T> blocking(Callable<T> step) {
        return vertx.executeBlocking(step, false);
    }
}
