package dev.holdfast.gateway.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Server certificate of the device listeners, and renewal of all certificates of the gateway. */
@ConfigMapping(prefix = "holdfast.tls")
public interface TlsSettings {
    /** Returns the PEM file of the server certificate. */
    Path certificate();

    /** Returns the PEM file of the key to {@link #certificate()}. */
    Path key();

    /** Returns the interval in which the files of certificates and keys are checked for changes. */
    @WithDefault("1m")
    Duration checkInterval();
}
