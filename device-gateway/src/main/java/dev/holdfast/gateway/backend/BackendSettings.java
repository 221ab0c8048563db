package dev.holdfast.gateway.backend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Connection to the backend. */
@ConfigMapping(prefix = "holdfast.backend")
public interface BackendSettings {
    /** Returns the {@code https} origin of the internal API. */
    URI url();

    /** Returns the PEM file of the certificate authority that signed the backend's certificate. */
    Path authority();

    /** Returns the PEM file of the gateway's client certificate. */
    Path certificate();

    /** Returns the PEM file of the key to {@link #certificate()}. */
    Path key();

    /** Returns the connection timeout. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Returns the request timeout, except for the long poll. */
    @WithDefault("8s")
    Duration requestTimeout();

    /** Returns the maximum number of connections, besides one for the long poll. */
    @WithDefault("256")
    int connections();

    /** Returns the maximum number of requests that wait for a connection. Requests above it fail at once. */
    @WithDefault("512")
    int waiting();

    /** Returns the maximum number of requests a second, also as one burst. Requests above it fail at once. */
    @WithDefault("5000")
    int requestsPerSecond();
}
