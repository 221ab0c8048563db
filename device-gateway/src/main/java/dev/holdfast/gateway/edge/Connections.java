package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts failed handshakes, requests that did not arrive in time, and responses that were not read. */
@Singleton
final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final Counter failed;
    private final Counter overdue;
    private final Counter unread;
    private final LogLimit limit = new LogLimit(5);

    Connections(MeterRegistry metrics) {
        failed = Counter.builder("holdfast.gateway.handshakes.failed")
                .description("Failed handshakes")
                .register(metrics);
        overdue = Counter.builder("holdfast.gateway.requests.overdue")
                .description("Connections closed because a request did not arrive completely in time")
                .register(metrics);
        unread = Counter.builder("holdfast.gateway.answers.unread")
                .description("Connections closed because the peer did not read its responses")
                .register(metrics);
    }

    /** Counts a connection that is closed because its peer does not read responses. */
    void answersUnread() {
        unread.increment();
    }

    /** Counts a failed handshake and logs the reason, unless the peer disconnected. */
    void handshakeFailed(Channel connection, Throwable failure) {
        failed.increment();
        if (connection.isActive()) {
            limit.log(suppressed -> LOG.warnf(
                    "event=handshake-failed address=%s detail=\"%s\" suppressed=%d",
                    address(connection), LogLimit.printable(reason(failure)), suppressed));
        }
    }

    /**
     * Counts a connection that is closed because a request is overdue. Not logged, because the peer may be
     * unauthenticated.
     */
    void requestOverdue() {
        overdue.increment();
    }

    /** Returns the network address of a connection, for the log. */
    static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "-";
    }

    /** Returns the problem with the certificate, which the TLS engine wraps in a general message. */
    private static String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
