package dev.holdfast.gateway.edge;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Finds the Netty channel of a connection, which Vert.x does not expose in its API. */
final class Channels {
    private Channels() {}

    /** Returns the channel. All server connections of Vert.x extend {@link ConnectionBase}. */
    static Channel of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
