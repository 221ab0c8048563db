package dev.holdfast.backend.platform.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

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
        private final ListenerLimits limits = ListenerLimits.fromConfig();

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
}
