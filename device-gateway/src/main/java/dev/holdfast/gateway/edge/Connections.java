package dev.holdfast.gateway.edge;

import dev.holdfast.connection.AddressKey;
import dev.holdfast.connection.Listener;
import dev.holdfast.connection.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Limits of connections, requests and responses, and of handshakes by address. The number of connections and handshakes is checked before
 * the first byte of a handshake, because handshakes are expensive. Connections over a limit are closed without a response.
 */
@Singleton
final class Connections extends Listener {
    private static final Logger LOG = Logger.getLogger(Connections.class);
    /** Half of the memory for network buffers. */
    private static final int MEMORY_SHARE = 2;

    private static final String HANDSHAKES_OF_ADDRESS = "handshakes-of-address";

    private final RateLimit<AddressKey> handshakes;
    private final LogLimit refusals = new LogLimit(5);
    private final LogLimit failures = new LogLimit(5);
    private final MeterRegistry metrics;
    private final Counter failed;
    private final Counter overdue;
    private final Counter unread;

    Connections(EdgeSettings settings, MeterRegistry metrics) {
        super(new Limits(
                settings.maxConnections(),
                settings.connectionsPerAddress(),
                settings.requestTimeout(),
                Duration.ZERO,
                settings.readTimeout(),
                MEMORY_SHARE));
        handshakes = new RateLimit<>(settings.handshakesPerAddress(), settings.addresses());
        this.metrics = metrics;
        for (String over :
                List.of(Reason.CONNECTIONS.tag(), Reason.CONNECTIONS_OF_ADDRESS.tag(), HANDSHAKES_OF_ADDRESS)) {
            refused(over);
        }
        failed = Counter.builder("holdfast.gateway.handshakes.failed")
                .description("Failed handshakes")
                .register(metrics);
        overdue = Counter.builder("holdfast.gateway.requests.overdue")
                .description("Connections closed because a request did not arrive completely in time")
                .register(metrics);
        unread = Counter.builder("holdfast.gateway.answers.unread")
                .description("Connections closed because the peer did not read its responses")
                .register(metrics);
        Gauge.builder("holdfast.gateway.connections", this, Listener::open)
                .description("Open connections of devices")
                .register(metrics);
    }

    /** Counts a connection until it closes; returns false when it must be closed at once. */
    boolean isAllowed(Channel connection) {
        if (!admits(connection)) {
            return false;
        }
        boolean allows = handshakes.allows(AddressKey.of(connection));
        if (!allows) {
            refuse(connection, HANDSHAKES_OF_ADDRESS);
        }
        return allows;
    }

    @Override
    protected void closed(Channel connection, Reason reason) {
        switch (reason) {
            case CONNECTIONS, CONNECTIONS_OF_ADDRESS -> refuse(connection, reason.tag());
            // Not logged, because unauthenticated peers could fill the log.
            case HEADERS_OVERDUE, BODY_OVERDUE -> overdue.increment();
            case PIPELINED, UNREAD, UNREAD_OF_ADDRESS, HTTP_2 -> unread.increment();
            // A limit of all connections together: it can close one that did nothing unusual.
            case UNREAD_IN_ALL -> {
                unread.increment();
                log("connection-closed", connection, reason.tag());
            }
        }
    }

    /** Counts a failed handshake and logs the reason, unless the peer disconnected. */
    void handshakeFailed(Channel connection, Throwable failure) {
        failed.increment();
        if (connection.isActive()) {
            failures.log(suppressed -> LOG.warnf(
                    "event=handshake-failed address=%s detail=\"%s\" suppressed=%d",
                    address(connection), LogLimit.printable(reason(failure)), suppressed));
        }
    }

    private void refuse(Channel connection, String over) {
        refused(over).increment();
        log("connection-refused", connection, over);
    }

    private void log(String event, Channel connection, String over) {
        refusals.log(suppressed ->
                LOG.warnf("event=%s over=%s address=%s suppressed=%d", event, over, address(connection), suppressed));
    }

    private Counter refused(String over) {
        return Counter.builder("holdfast.gateway.connections.refused")
                .description("Connections closed before their handshake, by limit")
                .tag("over", over)
                .register(metrics);
    }

    private static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "-";
    }

    /** Returns the problem with the peer's certificate, if there is one: the TLS engine wraps it in a general exception. */
    private static String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
