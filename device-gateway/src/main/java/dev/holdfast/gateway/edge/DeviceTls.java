package dev.holdfast.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.OpenSsl;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Puts the device listener on BoringSSL with {@link HandshakeTrust}, and around the TLS of each connection the limits that hold
 * before a request is one. Sessions are not resumed: a device connects about once a day, and a resumed session would carry an
 * identity past the checks of a new handshake.
 */
@Singleton
final class DeviceTls implements HttpServerOptionsCustomizer {
    private final HandshakeTrust trust;
    private final EdgeSettings settings;
    private final ConnectionLimits limits;
    private final Connections connections;

    DeviceTls(HandshakeTrust trust, EdgeSettings settings, ConnectionLimits limits, Connections connections) {
        this.trust = trust;
        this.settings = settings;
        this.limits = limits;
        this.connections = connections;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        OpenSsl.ensureAvailability();
        options.setSslEngineOptions(new DeviceTlsEngine(this::begin))
                .setSslHandshakeTimeout(settings.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setTcpNoDelay(true);
    }

    /** Sets a connection up around its TLS, unless it is one too many. */
    private void begin(ChannelHandlerContext tls) {
        if (limits.admits(tls.channel())) {
            tls.pipeline()
                    .addBefore(tls.name(), null, new KeyExchangeWatch())
                    .addAfter(tls.name(), null, new UnreadAnswers(settings, connections))
                    .addAfter(tls.name(), null, new RequestDeadline(settings, connections));
        } else {
            var _ = tls.close();
        }
    }
}
