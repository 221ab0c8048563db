package dev.holdfast.gateway.edge;

import dev.holdfast.connection.ConnectionGuard;
import dev.holdfast.gateway.tls.CertificateFiles;
import dev.holdfast.gateway.tls.TlsSettings;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * TLS of the device listeners: BoringSSL with {@link HandshakeTrust}, and limits on each connection before its first
 * request. Sessions are not resumed: devices connect about once a day, and a resumed session would skip the checks of
 * a new handshake.
 */
@Singleton
public final class DeviceTls implements HttpServerOptionsCustomizer {
    private static final Set<String> TLS_1_3 = Set.of("TLSv1.3");
    private static final Set<String> TLS_1_2_AND_1_3 = Set.of("TLSv1.2", "TLSv1.3");

    private final HandshakeTrust trust;
    private final EdgeSettings settings;
    private final Connections connections;
    private final KeyCertOptions certificate;

    DeviceTls(Vertx vertx, HandshakeTrust trust, EdgeSettings settings, TlsSettings tls, Connections connections) {
        this.trust = trust;
        this.settings = settings;
        this.connections = connections;
        this.certificate =
                KeyCertOptions.wrap(CertificateFiles.watch(vertx, tls.certificate(), tls.key(), tls.checkInterval()));
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        protect(options, TLS_1_3);
    }

    /** Configures a listener that also accepts TLS 1.2. Limits count both listeners together. */
    public HttpServerOptions protectForOlderClients(HttpServerOptions options) {
        return protect(options.setSsl(true), TLS_1_2_AND_1_3);
    }

    private HttpServerOptions protect(HttpServerOptions options, Set<String> protocols) {
        OpenSsl.ensureAvailability();
        return options.setSslEngineOptions(new DeviceTlsEngine(protocols, this::begin))
                .setSslHandshakeTimeout(settings.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setEnabledSecureTransportProtocols(protocols)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(certificate)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setTcpNoDelay(true);
    }

    /** Adds the handlers around the TLS handler of a new connection, or closes the connection when a limit is reached. */
    private void begin(ChannelHandlerContext tls) {
        if (connections.isAllowed(tls.channel())) {
            tls.pipeline()
                    .addBefore(tls.name(), null, new KeyExchangeReader())
                    .addAfter(tls.name(), null, new ConnectionGuard(connections))
                    .addAfter(tls.name(), null, new HandshakeFailures());
        } else {
            var _ = tls.close();
        }
    }

    /** Reports failed handshakes. */
    private final class HandshakeFailures extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
                connections.handshakeFailed(context.channel(), handshake.cause());
            }
            super.userEventTriggered(context, event);
        }
    }
}
