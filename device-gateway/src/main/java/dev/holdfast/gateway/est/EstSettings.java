package dev.holdfast.gateway.est;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

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
}
