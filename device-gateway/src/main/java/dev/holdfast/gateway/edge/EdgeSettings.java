package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How much of the gateway a peer may have, and how long it may keep a connection waiting. Between requests a device is silent
 * on purpose; how long a connection may idle then is {@code quarkus.http.idle-timeout}. A rate allows ten seconds' worth at once.
 */
@ConfigMapping(prefix = "holdfast.edge")
interface EdgeSettings {
    /** Returns how many connections there may be, those in their handshake included. */
    @WithDefault("20000")
    int maxConnections();

    /** Returns how many an address (of IPv6, a /64) may hold. */
    @WithDefault("2000")
    int connectionsPerAddress();

    /** Returns how many handshakes an address may begin a second. */
    @WithDefault("200")
    int handshakesPerAddress();

    /** Returns how many refusals an address is answered a second. */
    @WithDefault("100")
    int refusalsPerAddress();

    /** Returns how many addresses' handshakes and refusals are counted. */
    @WithDefault("50000")
    int addresses();

    /** Returns how many requests a device may make a second, over all its connections. */
    @WithDefault("50")
    int requestsPerDevice();

    /** Returns how many devices' requests are counted. */
    @WithDefault("100000")
    int devices();

    /** Returns how many requests all devices of a catalog together may make a second. */
    @WithDefault("10000")
    int requestsPerCatalog();

    /** Returns how many catalogs' requests are counted. */
    @WithDefault("10000")
    int catalogs();

    /** Returns how long the handshake may take, from the connection on. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /**
     * Returns how long a request may take to arrive whole, from its first byte on; the first one of a connection from the
     * handshake on.
     */
    @WithDefault("10s")
    Duration requestTimeout();

    /** Returns how long a device may leave what it was sent unread: a download goes on, but it must go on. */
    @WithDefault("30s")
    Duration readTimeout();
}
