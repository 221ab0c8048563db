package dev.holdfast.gateway.edge;

import io.netty.handler.ssl.OpenSsl;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Puts the device listener on BoringSSL with {@link HandshakeTrust} and {@link RequestDeadline}. Sessions are not resumed: a device connects about
 * once a day, and a resumed session would carry an identity past the checks of a new handshake.
 */
@Singleton
final class DeviceTls implements HttpServerOptionsCustomizer {
    private final HandshakeTrust trust;
    private final EdgeSettings settings;
    private final Connections connections;

    DeviceTls(HandshakeTrust trust, EdgeSettings settings, Connections connections) {
        this.trust = trust;
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        OpenSsl.ensureAvailability();
        options.setSslEngineOptions(new DeviceTlsEngine(() -> new RequestDeadline(settings, connections)))
                .setSslHandshakeTimeout(settings.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setTcpNoDelay(true);
    }
}
