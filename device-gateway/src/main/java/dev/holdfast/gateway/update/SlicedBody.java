package dev.holdfast.gateway.update;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a part of a cached buffer at the pace of the device, because pending encrypted bytes use the gateway's
 * memory.
 */
final class SlicedBody {
    private static final int SLICE = 64 * 1024;

    private final HttpServerResponse response;
    private final Buffer bytes;
    private final int end;
    private final Counter sent;
    private int position;

    private SlicedBody(HttpServerResponse response, Buffer bytes, int from, int to, Counter sent) {
        this.response = response;
        this.bytes = bytes;
        this.position = from;
        this.end = to;
        this.sent = sent;
    }

    /**
     * Sends the bytes from index {@code from} (included) to {@code to} (excluded).
     *
     * @param sent counts the sent bytes; fewer if the connection is lost
     */
    static void send(HttpServerResponse response, Buffer bytes, int from, int to, Counter sent) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(to - from));
        new SlicedBody(response, bytes, from, to, sent).proceed();
    }

    private void proceed() {
        while (position < end && !response.closed()) {
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> proceed());
                return;
            }
            int next = Math.min(position + SLICE, end);
            response.write(bytes.slice(position, next));
            sent.increment(next - position);
            position = next;
        }
        if (!response.closed()) {
            response.end();
        }
    }
}
