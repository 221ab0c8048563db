package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connections that came to nothing: handshakes that failed, requests that never came or never ended,
 * answers that nobody read.
 */
@Singleton
final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final Counter failed;
    private final Counter overdue;
    private final Counter unread;
    private final LogLimit limit = new LogLimit(5);

    Connections(MeterRegistry metrics) {
        failed = Counter.builder("holdfast.gateway.handshakes.failed")
                .description("Handshakes that failed, for whatever reason")
                .register(metrics);
        overdue = Counter.builder("holdfast.gateway.requests.overdue")
                .description("Connections closed because a request did not arrive whole in time")
                .register(metrics);
        unread = Counter.builder("holdfast.gateway.answers.unread")
                .description("Connections closed because their peers did not read what they had asked for")
                .register(metrics);
    }

    /** A connection is closed because its peer does not read what it asked for. */
    void answersUnread() {
        unread.increment();
    }

    /** A handshake failed; says why, unless the peer just went away. */
    void handshakeFailed(Channel connection, Throwable failure) {
        failed.increment();
        if (connection.isActive()) {
            limit.log(suppressed -> LOG.warnf(
                    "event=handshake-failed address=%s detail=\"%s\" suppressed=%d",
                    address(connection), LogLimit.printable(reason(failure)), suppressed));
        }
    }

    /** A connection is closed because it owes a request. Not logged: its peer need not have said who it is. */
    void requestOverdue() {
        overdue.increment();
    }

    /** Returns where a connection comes from, for the log. */
    static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "-";
    }

    /** What was wrong with the certificate, if it was that; the TLS engine wraps it in general terms. */
    private static String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
