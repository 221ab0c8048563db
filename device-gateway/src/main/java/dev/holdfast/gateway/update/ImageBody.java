package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/**
 * Sends a part of an image chunk by chunk at the pace of the device, because pending encrypted bytes use the gateway's memory, and at most
 * at the bandwidth that the update policy gives the device. If a chunk cannot be loaded, the connection is closed, and the device resumes
 * with a range.
 */
final class ImageBody {
    private static final Logger LOG = Logger.getLogger(ImageBody.class);

    private final HttpServerResponse response;
    private final IntFunction<Future<Buffer>> chunks;
    private final int end;
    private final DownloadTimes.Limit limit;
    private final Vertx vertx;
    private final Counter sent;
    private int position;
    private int index;
    private Buffer chunk;
    /** Bytes of the next slice; 0 if no time is reserved for it. */
    private int slice;

    private long reserved;

    /** Whether the next drain continues. Vert.x keeps a drain handler, and can call it inside of a write. */
    private boolean waitsForDrain;

    private ImageBody(
            HttpServerResponse response,
            IntFunction<Future<Buffer>> chunks,
            Buffer first,
            int from,
            int to,
            DownloadTimes.Limit limit,
            Vertx vertx,
            Counter sent) {
        this.response = response;
        this.chunks = chunks;
        this.chunk = first;
        this.index = index(from);
        this.position = from;
        this.end = to;
        this.limit = limit;
        this.vertx = vertx;
        this.sent = sent;
    }

    /** Returns the index of the chunk with a byte. */
    static int index(int position) {
        return position / InternalApi.IMAGE_CHUNK;
    }

    /**
     * Sends the bytes from index {@code from} (included) to {@code to} (excluded).
     *
     * @param chunks returns the chunk with an index
     * @param first the chunk with the first byte
     * @param limit bandwidth of the device
     * @param sent counts the sent bytes; fewer if the connection is lost
     */
    static void send(
            HttpServerResponse response,
            IntFunction<Future<Buffer>> chunks,
            Buffer first,
            int from,
            int to,
            DownloadTimes.Limit limit,
            Vertx vertx,
            Counter sent) {
        new ImageBody(response, chunks, first, from, to, limit, vertx, sent).proceed();
    }

    private void proceed() {
        while (position < end && !response.closed()) {
            if (response.writeQueueFull()) {
                waitsForDrain = true;
                response.drainHandler(drained -> drained());
                return;
            }
            if (index(position) != index) {
                load(index(position));
                return;
            }
            int start = position - index * InternalApi.IMAGE_CHUNK;
            if (slice == 0) {
                slice = Math.min(Math.min(limit.slice(), chunk.length() - start), end - position);
                reserved = limit.reserve(slice);
            }
            long early = limit.pause(reserved);
            if (early > 0) {
                vertx.setTimer(early, due -> proceed());
                return;
            }
            int length = slice;
            slice = 0;
            position += length;
            response.write(chunk.slice(start, start + length));
            sent.increment(length);
        }
        if (!response.closed()) {
            response.end();
        }
    }

    private void drained() {
        if (waitsForDrain) {
            waitsForDrain = false;
            proceed();
        }
    }

    private void load(int next) {
        chunks.apply(next)
                .onComplete(
                        loaded -> {
                            chunk = loaded;
                            index = next;
                            proceed();
                        },
                        failure -> {
                            LOG.debugf(failure, "download cut off");
                            response.reset();
                        });
    }
}
