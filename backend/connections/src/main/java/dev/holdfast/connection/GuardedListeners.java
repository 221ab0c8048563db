package dev.holdfast.connection;

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
import java.util.Optional;

/**
 * Adds a {@link ConnectionGuard} to each accepted connection. Only the transport sees connections before their first byte. A program names
 * its subclass in {@code META-INF/services}.
 */
public abstract class GuardedListeners implements VertxServiceProvider {
    /** Returns the limits of a port that is about to open; empty if the port has its own guard. */
    protected abstract Optional<Listener> listener(NetServerOptions options);

    @Override
    public final void init(VertxBuilder builder) {
        builder.findTransport(builder.findTransport() instanceof EpollTransport ? new Epoll() : new Selector());
    }

    private void guard(NetServerOptions options, ServerBootstrap port) {
        listener(options).ifPresent(limits -> port.handler(new Acceptor(limits)));
    }

    private final class Epoll extends EpollTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap port) {
            super.configure(options, domainSocket, port);
            guard(options, port);
        }
    }

    private final class Selector extends JDKTransport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap port) {
            super.configure(options, domainSocket, port);
            guard(options, port);
        }
    }

    /** Sees the connections of a port before Vert.x does. */
    @Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Listener limits;

        Acceptor(Listener limits) {
            this.limits = limits;
        }

        @Override
        public void channelRead(ChannelHandlerContext port, Object accepted) throws Exception {
            Channel connection = (Channel) accepted;
            if (limits.admits(connection)) {
                connection.pipeline().addLast(new ConnectionGuard(limits));
                super.channelRead(port, accepted);
            } else {
                connection.unsafe().closeForcibly();
            }
        }
    }
}
