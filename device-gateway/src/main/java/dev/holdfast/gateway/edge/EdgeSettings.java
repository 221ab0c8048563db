package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long a peer may keep a connection waiting. Between requests a device is silent on purpose; how long a connection may
 * idle then is {@code quarkus.http.idle-timeout}.
 */
@ConfigMapping(prefix = "holdfast.edge")
interface EdgeSettings {
    /** Returns how long the handshake may take, from the connection on. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /**
     * Returns how long a request may take to arrive whole, from its first byte on; the first one of a connection from the
     * handshake on.
     */
    @WithDefault("10s")
    Duration requestTimeout();
}
