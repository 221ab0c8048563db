package dev.holdfast.gateway.backend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Where the backend is and how long to wait for it. */
@ConfigMapping(prefix = "holdfast.backend")
public interface BackendSettings {
    /** Returns the internal API's origin, {@code https}. */
    URI url();

    /** Returns the PEM file of the certificate authority that signed the backend's certificate. */
    Path authority();

    /** Returns the PEM file of the gateway's client certificate. */
    Path certificate();

    /** Returns the PEM file of the key to {@link #certificate()}. */
    Path key();

    /** Returns how long a connection may take to come up. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Returns how long one answer may take, apart from the long poll for changes. */
    @WithDefault("8s")
    Duration requestTimeout();

    /** Returns how many connections there are at most; the long poll has one of its own. */
    @WithDefault("256")
    int connections();

    /** Returns how many requests may wait for a connection before further ones fail at once. */
    @WithDefault("512")
    int waiting();

    /** Returns how many requests are made a second at most, and at once as many as in one second; further ones fail at once. */
    @WithDefault("5000")
    int requestsPerSecond();

    /** Returns the largest image that is accepted, in bytes. */
    @WithDefault("67108864")
    int maxImageBytes();
}
