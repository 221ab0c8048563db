package dev.holdfast.backend.platform.connection;

import dev.holdfast.connection.ConnectionGuard;
import dev.holdfast.connection.Listener;
import io.micrometer.core.instrument.Metrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Adds a {@link ConnectionGuard} to each accepted connection. Only the transport sees connections before their first byte. */
public final class GuardedListeners implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(builder.findTransport() instanceof EpollTransport ? new Epoll() : new Selector());
    }

    private static final class Epoll extends EpollTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap listener) {
            super.configure(options, domainSocket, listener);
            listener.handler(new Acceptor());
        }
    }

    private static final class Selector extends JDKTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap listener) {
            super.configure(options, domainSocket, listener);
            listener.handler(new Acceptor());
        }
    }

    /** Sees the connections of a listener before Vert.x does. */
    @Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Listener limits = new LimitedListener();

        @Override
        public void channelRead(ChannelHandlerContext listener, Object accepted) throws Exception {
            Channel connection = (Channel) accepted;
            if (limits.admits(connection)) {
                connection.pipeline().addLast(new ConnectionGuard(limits));
                super.channelRead(listener, accepted);
            } else {
                connection.unsafe().closeForcibly();
            }
        }
    }

    /** Counts closed connections and does not log them, because anyone can cause a closure. */
    private static final class LimitedListener extends Listener {
        private static final Duration HEADER_TIME = Duration.ofSeconds(10);
        /** Enough time for 16 MiB at 450 kbit/s. */
        private static final Duration BODY_TIME = Duration.ofMinutes(5);

        private static final Duration READ_TIME = Duration.ofSeconds(30);

        LimitedListener() {
            super(new Limits(
                    ConfigProvider.getConfig().getValue("holdfast.connections.max", Integer.class),
                    ConfigProvider.getConfig().getValue("holdfast.connections.per-address", Integer.class),
                    HEADER_TIME,
                    BODY_TIME,
                    READ_TIME));
        }

        @Override
        protected void closed(Channel connection, Reason reason) {
            Metrics.counter("holdfast.connections.closed", "reason", reason.tag())
                    .increment();
        }

        @Override
        protected Optional<FullHttpResponse> refusal(HttpObject part) {
            return MalformedRequests.refusal(part);
        }
    }
}
