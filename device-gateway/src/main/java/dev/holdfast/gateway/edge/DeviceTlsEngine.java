package dev.holdfast.gateway.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS engine of the device listeners on BoringSSL: post-quantum key exchange first, no weak algorithms in TLS 1.2, and
 * a callback for each new connection. Vert.x and Quarkus have no callback before the first request. The default engine
 * of Vert.x reads the key exchange groups from a property that applies to the whole process.
 */
final class DeviceTlsEngine extends OpenSSLEngineOptions {
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};
    /** All suites of TLS 1.3; suites of TLS 1.2 with forward secrecy, authenticated encryption and EC certificates. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int MAX_CERTIFICATES_BYTES = HandshakeTrust.MAX_CHAIN * HandshakeTrust.MAX_CERTIFICATE_BYTES;

    private final Set<String> protocols;
    private final Consumer<ChannelHandlerContext> begin;

    /**
     * @param protocols versions of TLS
     * @param begin called before the first byte of each connection, with the context of its TLS handler; may close the
     *     connection
     */
    DeviceTlsEngine(Set<String> protocols, Consumer<ChannelHandlerContext> begin) {
        this.protocols = protocols;
        this.begin = begin;
        setSessionCacheEnabled(false);
    }

    @Override
    public DeviceTlsEngine copy() {
        return new DeviceTlsEngine(protocols, begin);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new ForDevices(protocols, begin);
    }

    /** Creates the TLS context. Vert.x supplies only the key and the trust manager. */
    private static final class ForDevices implements SslContextFactory {
        private final Set<String> protocols;
        private final Consumer<ChannelHandlerContext> begin;
        private @Nullable KeyManagerFactory key;
        private @Nullable TrustManagerFactory trust;

        ForDevices(Set<String> protocols, Consumer<ChannelHandlerContext> begin) {
            this.protocols = protocols;
            this.begin = begin;
        }

        @Override
        public SslContextFactory keyMananagerFactory(KeyManagerFactory factory) {
            // Caches the key and the certificates, which each handshake would otherwise read again.
            key = new OpenSslCachingX509KeyManagerFactory(
                    protocols.contains("TLSv1.2") ? new NoSha1(factory) : factory);
            return this;
        }

        @Override
        public SslContextFactory trustManagerFactory(TrustManagerFactory factory) {
            trust = factory;
            return this;
        }

        @Override
        public SslContext create() throws SSLException {
            SslContext context = SslContextBuilder.forServer(Objects.requireNonNull(key, "no key"))
                    .trustManager(Objects.requireNonNull(trust, "no trust"))
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols(protocols)
                    .ciphers(CIPHERS)
                    .clientAuth(ClientAuth.REQUIRE)
                    .option(OpenSslContextOption.GROUPS, GROUPS)
                    .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, MAX_CERTIFICATES_BYTES)
                    .build();
            if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
                sessions.setSessionCacheEnabled(false);
            }
            return new Extended(context, begin);
        }
    }

    private static final class Extended extends DelegatingSslContext {
        private final Consumer<ChannelHandlerContext> begin;

        Extended(SslContext context, Consumer<ChannelHandlerContext> begin) {
            super(context);
            this.begin = begin;
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor executor) {
            return extended(super.newHandler(allocator, startTls, executor), startTls, executor);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator allocator, String peer, int port, boolean startTls, Executor executor) {
            return extended(super.newHandler(allocator, peer, port, startTls, executor), startTls, executor);
        }

        private SslHandler extended(SslHandler plain, boolean startTls, Executor executor) {
            return new DeviceTlsHandler(plain.engine(), startTls, executor, begin);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // Vert.x sets the engine up.
        }
    }
}
