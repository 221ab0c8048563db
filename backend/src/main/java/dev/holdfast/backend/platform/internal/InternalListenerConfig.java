package dev.holdfast.backend.platform.internal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Configuration of the internal device API's listener. */
@ConfigMapping(prefix = "holdfast.internal")
interface InternalListenerConfig {
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on; 0 takes a free one. */
    @WithDefault("8444")
    int port();

    /** PEM file of the server certificate. */
    Optional<String> certificate();

    /** PEM file of the server certificate's private key, unencrypted PKCS#8. */
    Optional<String> key();

    /** PEM file of the infrastructure CA that issues gateway certificates. */
    Optional<String> trust();
}
