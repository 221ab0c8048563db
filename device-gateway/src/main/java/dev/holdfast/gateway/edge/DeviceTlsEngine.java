package dev.holdfast.gateway.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * BoringSSL as Vert.x sets it up, with a handler of ours behind the TLS of each connection. Neither Vert.x nor Quarkus has
 * another place from which a connection can be seen before its first request.
 */
final class DeviceTlsEngine extends OpenSSLEngineOptions {
    private final Supplier<ChannelHandler> behind;

    /**
     * @param behind makes the handler that sees a connection's handshake end and its bytes after that
     */
    DeviceTlsEngine(Supplier<ChannelHandler> behind) {
        this.behind = behind;
        setSessionCacheEnabled(false);
    }

    @Override
    public DeviceTlsEngine copy() {
        return new DeviceTlsEngine(behind);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.OPENSSL, isSessionCacheEnabled()) {
            @Override
            public SslContextFactory keyMananagerFactory(KeyManagerFactory keys) {
                // Otherwise each handshake reads key and certificates anew.
                return super.keyMananagerFactory(new OpenSslCachingX509KeyManagerFactory(keys));
            }

            @Override
            public SslContext create() throws SSLException {
                return new Extended(super.create(), behind);
            }
        };
    }

    private static final class Extended extends DelegatingSslContext {
        private final Supplier<ChannelHandler> behind;

        Extended(SslContext context, Supplier<ChannelHandler> behind) {
            super(context);
            this.behind = behind;
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
            return new SslHandler(plain.engine(), startTls, executor) {
                @Override
                public void handlerAdded(ChannelHandlerContext context) throws Exception {
                    context.pipeline().addAfter(context.name(), null, behind.get());
                    super.handlerAdded(context);
                }
            };
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // Vert.x sets the engine up.
        }
    }
}
