package dev.holdfast.gateway.edge;

import io.netty.handler.ssl.OpenSsl;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Puts the device listener on BoringSSL with {@link HandshakeTrust}. Sessions are not resumed: a device connects about
 * once a day, and a resumed session would carry an identity past the checks of a new handshake.
 */
@Singleton
final class DeviceTls implements HttpServerOptionsCustomizer {
    private final HandshakeTrust trust;

    DeviceTls(HandshakeTrust trust) {
        this.trust = trust;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        OpenSsl.ensureAvailability();
        options.setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setTcpNoDelay(true);
    }
}
