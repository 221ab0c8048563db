package dev.holdfast.backend.platform.connection;

import dev.holdfast.connection.GuardedListeners;
import dev.holdfast.connection.Listener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Limits the clients of the operator API, the internal device API and the management port. Each has its own counts and memory. */
public final class BackendListeners extends GuardedListeners {
    @Override
    protected Optional<Listener> listener(NetServerOptions options) {
        return Optional.of(new LimitedListener(options.getPort()));
    }

    /** Counts closed connections and does not log them, because anyone can cause a closure. */
    private static final class LimitedListener extends Listener {
        private static final Duration HEADER_TIME = Duration.ofSeconds(10);
        /** Enough time for 22 MiB at 620 kbit/s. */
        private static final Duration BODY_TIME = Duration.ofMinutes(5);

        private static final Duration READ_TIME = Duration.ofSeconds(30);
        /** Three ports together stay below the memory for network buffers. */
        private static final int MEMORY_SHARE = 4;

        private final int port;

        LimitedListener(int port) {
            super(new Limits(
                    ConfigProvider.getConfig().getValue("holdfast.connections.max", Integer.class),
                    ConfigProvider.getConfig().getValue("holdfast.connections.per-address", Integer.class),
                    HEADER_TIME,
                    BODY_TIME,
                    READ_TIME,
                    MEMORY_SHARE));
            this.port = port;
        }

        @Override
        protected void closed(Channel connection, Reason reason) {
            Counter.builder("holdfast.connections.closed")
                    .description("Connections that a limit closed, by port and limit")
                    .tag("port", Integer.toString(port))
                    .tag("reason", reason.tag())
                    .register(Metrics.globalRegistry)
                    .increment();
        }

        @Override
        protected Optional<FullHttpResponse> refusal(HttpObject part) {
            return MalformedRequests.refusal(part);
        }
    }
}
