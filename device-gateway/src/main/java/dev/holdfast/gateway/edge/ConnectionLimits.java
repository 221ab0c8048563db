package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Limits of connections in total, and of connections and handshakes by address. They apply before the first byte of a
 * handshake, because handshakes are expensive. Connections over a limit are closed without a response.
 */
@Singleton
final class ConnectionLimits {
    private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);

    private final EdgeSettings settings;
    private final AtomicInteger open = new AtomicInteger();
    // Bounded by the open connections: addresses without one are removed.
    private final Map<AddressKey, Integer> openByAddress = new ConcurrentHashMap<>();
    private final RateLimit<AddressKey> handshakes;
    private final LogLimit limit = new LogLimit(5);
    private final Counter overTotal;
    private final Counter overOfAddress;
    private final Counter overHandshakes;

    ConnectionLimits(EdgeSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.handshakes = new RateLimit<>(settings.handshakesPerAddress(), settings.addresses());
        this.overTotal = refused(metrics, "connections");
        this.overOfAddress = refused(metrics, "connections-of-address");
        this.overHandshakes = refused(metrics, "handshakes-of-address");
        metrics.gauge("holdfast.gateway.connections", open);
    }

    /** Counts a connection until it closes; returns false when it must be closed at once. */
    boolean admits(Channel connection) {
        AddressKey address = AddressKey.of(connection);
        if (open.incrementAndGet() > settings.maxConnections()) {
            open.decrementAndGet();
            return refuse(connection, overTotal, "connections");
        }
        if (openByAddress.merge(address, 1, Integer::sum) > settings.connectionsPerAddress()) {
            forget(address);
            return refuse(connection, overOfAddress, "connections-of-address");
        }
        if (!handshakes.allows(address)) {
            forget(address);
            return refuse(connection, overHandshakes, "handshakes-of-address");
        }
        connection.closeFuture().addListener(closed -> forget(address));
        return true;
    }

    private void forget(AddressKey address) {
        open.decrementAndGet();
        openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    private boolean refuse(Channel connection, Counter counter, String over) {
        counter.increment();
        limit.log(suppressed -> LOG.warnf(
                "event=connection-refused over=%s address=%s suppressed=%d",
                over, Connections.address(connection), suppressed));
        return false;
    }

    private static Counter refused(MeterRegistry metrics, String over) {
        return Counter.builder("holdfast.gateway.connections.refused")
                .description("Connections closed before their handshake, by limit")
                .tag("over", over)
                .register(metrics);
    }
}
