package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits for peers and their connections. Idle connections between requests end after {@code
 * quarkus.http.idle-timeout}. Each rate allows a burst of ten times its value.
 */
@ConfigMapping(prefix = "holdfast.edge")
interface EdgeSettings {
    /** Returns the maximum number of connections, including those in a handshake. */
    @WithDefault("20000")
    int maxConnections();

    /** Returns the maximum number of connections of an address (IPv6: of a /64). */
    @WithDefault("2000")
    int connectionsPerAddress();

    /** Returns the maximum number of handshakes a second of an address. */
    @WithDefault("200")
    int handshakesPerAddress();

    /** Returns the maximum number of refusals a second for an address. Above it, the connection is closed without a response. */
    @WithDefault("100")
    int refusalsPerAddress();

    /** Returns the maximum number of addresses whose rates are counted. */
    @WithDefault("50000")
    int addresses();

    /** Returns the maximum number of requests a second of a device, over all its connections. */
    @WithDefault("50")
    int requestsPerDevice();

    /** Returns the maximum number of devices whose requests are counted. */
    @WithDefault("100000")
    int devices();

    /** Returns the maximum number of requests a second of all devices of a catalog. */
    @WithDefault("10000")
    int requestsPerCatalog();

    /** Returns the maximum number of catalogs whose requests are counted. */
    @WithDefault("10000")
    int catalogs();

    /** Returns the handshake timeout, from the start of the connection. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /**
     * Returns how long a request may take to arrive completely: from its first byte, or from the end of the handshake
     * for the first request of a connection.
     */
    @WithDefault("10s")
    Duration requestTimeout();

    /** Returns the time in which a device with more than 64 KiB of unread responses must read until less than 32 KiB are unread. */
    @WithDefault("30s")
    Duration readTimeout();
}
