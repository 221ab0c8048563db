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
 * at the bandwidth of the update policy. If a chunk cannot be loaded, the connection is closed, and the device resumes with a range.
 */
final class ImageBody {
    private static final Logger LOG = Logger.getLogger(ImageBody.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HttpServerResponse response;
    private final IntFunction<Future<Buffer>> chunks;
    private final int begin;
    private final int end;
    private final Pace pace;
    private final Vertx vertx;
    private final long startedAt = System.nanoTime();
    private final Counter sent;
    private int position;
    private int index;
    private Buffer chunk;
    /** Whether the next drain continues. Vert.x keeps a drain handler, and can call it inside of a write. */
    private boolean waitsForDrain;

    private ImageBody(
            HttpServerResponse response,
            IntFunction<Future<Buffer>> chunks,
            Buffer first,
            int from,
            int to,
            Pace pace,
            Vertx vertx,
            Counter sent) {
        this.response = response;
        this.chunks = chunks;
        this.chunk = first;
        this.index = index(from);
        this.begin = from;
        this.position = from;
        this.end = to;
        this.pace = pace;
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
     * @param pace maximum bandwidth
     * @param sent counts the sent bytes; fewer if the connection is lost
     */
    static void send(
            HttpServerResponse response,
            IntFunction<Future<Buffer>> chunks,
            Buffer first,
            int from,
            int to,
            Pace pace,
            Vertx vertx,
            Counter sent) {
        new ImageBody(response, chunks, first, from, to, pace, vertx, sent).proceed();
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
            long early = pace.pause(position - begin, (System.nanoTime() - startedAt) / NANOS_PER_MILLI);
            if (early > 0) {
                vertx.setTimer(early, due -> proceed());
                return;
            }
            int start = position - index * InternalApi.IMAGE_CHUNK;
            int length = Math.min(Math.min(pace.slice(), chunk.length() - start), end - position);
            response.write(chunk.slice(start, start + length));
            sent.increment(length);
            position += length;
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
