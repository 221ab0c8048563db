package dev.holdfast.sim.agent;

import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.buffer.Buffer;

/** Receives a response while it arrives. */
interface ResponseReceiver {
    /** Ignores the parts of a response. */
    ResponseReceiver NONE = (head, body) -> {};

    /**
     * Receives a part, on the event loop of the connection.
     *
     * @param body all bytes so far; read it during the call only
     */
    void received(HttpResponse head, Buffer body);
}
