package dev.holdfast.gateway.edge;

import dev.holdfast.connection.GuardedListeners;
import dev.holdfast.connection.Listener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.net.NetServerOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** Limits the clients of the management port. The ports of devices have {@link Connections}, because their guard is behind TLS. */
public final class ManagementListener extends GuardedListeners {
    /** Half of the memory for network buffers is for devices. */
    private static final int MEMORY_SHARE = 4;

    private static final Listener.Limits LIMITS = new Listener.Limits(
            1000, 100, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), MEMORY_SHARE);

    @Override
    protected Optional<Listener> listener(NetServerOptions options) {
        return options.isSsl() ? Optional.empty() : Optional.of(new LimitedListener());
    }

    /** Counts closed connections and does not log them, because anyone in the network can cause a closure. */
    private static final class LimitedListener extends Listener {
        LimitedListener() {
            super(LIMITS);
        }

        @Override
        protected void closed(Channel connection, Reason reason) {
            Counter.builder("holdfast.gateway.management.closed")
                    .description("Connections to the management port that a limit closed, by limit")
                    .tag("reason", reason.tag())
                    .register(Metrics.globalRegistry)
                    .increment();
        }

        /** Refuses paths that cannot be decoded. Vert.x would log a stack trace for each. */
        @Override
        protected Optional<FullHttpResponse> refusal(HttpObject part) {
            if (part instanceof HttpRequest request && !isUri(request.uri())) {
                FullHttpResponse response =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
                response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                return Optional.of(response);
            }
            return Optional.empty();
        }

        private static boolean isUri(String text) {
            try {
                return !new URI(text).toString().isEmpty();
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }
}
