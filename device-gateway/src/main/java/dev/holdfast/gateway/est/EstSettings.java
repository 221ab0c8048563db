package dev.holdfast.gateway.est;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of the EST listener. */
@ConfigMapping(prefix = "holdfast.est")
interface EstSettings {
    /** Returns the address to listen on. */
    String host();

    /** Returns the port to listen on; 0 for any free port. */
    int port();

    /** Returns the idle timeout, as on the device listener. */
    Duration idleTimeout();

    /** Returns the maximum size of request headers, as on the device listener. */
    MemorySize maxHeaderSize();

    /** Returns the maximum length of a request line, as on the device listener. */
    int maxInitialLineLength();
}
