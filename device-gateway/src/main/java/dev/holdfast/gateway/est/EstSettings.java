package dev.holdfast.gateway.est;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;

/** Where EST's own listener is. */
@ConfigMapping(prefix = "holdfast.est")
interface EstSettings {
    /** Returns the address to listen on. */
    String host();

    /** Returns the port to listen on; 0 takes a free one. */
    int port();

    /** Returns the PEM file of the server certificate, the device listener's. */
    Path certificate();

    /** Returns the PEM file of its key. */
    Path key();

    /** Returns how long a connection may be idle, as on the device listener. */
    Duration idleTimeout();

    /** Returns the most bytes that a request's headers may have, as on the device listener. */
    MemorySize maxHeaderSize();

    /** Returns the most bytes that a request line may have, as on the device listener. */
    int maxInitialLineLength();
}
