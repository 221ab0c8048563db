package dev.holdfast.connection;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the connections of a listener, and the bytes of responses that peers have not read. */
public abstract class Listener {
    private final Limits limits;
    private final AtomicInteger open = new AtomicInteger();
    // Has at most one entry for each open connection, because an address without connections is removed.
    private final Map<AddressKey, Peer> peers = new ConcurrentHashMap<>();
    private final AtomicLong unread = new AtomicLong();
    /** Maximum number of unread bytes. */
    private final long maxUnread;

    /** Connections of an address, and the bytes that they have not read. */
    private static final class Peer {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicLong unread = new AtomicLong();
    }

    protected Listener(Limits limits) {
        this.limits = limits;
        this.maxUnread = PlatformDependent.maxDirectMemory() / limits.memoryShare();
    }

    /**
     * Limits of a listener.
     *
     * @param connections maximum number of connections
     * @param perAddress maximum number of connections of an address (IPv6: of a /64)
     * @param headerTime time from the first byte of a connection or request to the end of its headers
     * @param bodyTime time from the end of the headers to the end of the body; zero when the header time includes the body
     * @param readTime time in which a peer with more than 64 KiB of unread responses must read until less than 32 KiB are unread
     * @param memoryShare all unread responses together use at most 1/{@code memoryShare} of the memory for network buffers, and those of an
     *     address half of that. The shares of all listeners of a program must stay below the whole.
     */
    public record Limits(
            int connections,
            int perAddress,
            Duration headerTime,
            Duration bodyTime,
            Duration readTime,
            int memoryShare) {}

    /** Why a connection is closed. */
    public enum Reason {
        /** The listener has too many connections. */
        CONNECTIONS,
        /** The network address has too many connections. */
        CONNECTIONS_OF_ADDRESS,
        /** The headers did not arrive completely in time. */
        HEADERS_OVERDUE,
        /** The body did not arrive completely in time. */
        BODY_OVERDUE,
        /** The peer sent too many requests without waiting for responses, or without reading them. */
        PIPELINED,
        /** The peer did not read its responses in time. */
        UNREAD,
        /** The connections of the network address together have too many unread bytes. */
        UNREAD_OF_ADDRESS,
        /** All peers together have too many unread bytes. */
        UNREAD_IN_ALL,
        /** The peer began HTTP/2, whose streams would need limits of their own. */
        HTTP_2;

        /** Returns the value of a metric's tag, such as {@code headers-overdue}. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Counts a connection that a limit closes. Anyone can cause this, so a log line for each could fill the log. */
    protected abstract void closed(Channel connection, Reason reason);

    /** Returns the response to a malformed request or part of a body; empty when the request is well-formed. */
    protected Optional<FullHttpResponse> refusal(HttpObject part) {
        return Optional.empty();
    }

    /** Counts a connection until it closes. Returns false if the connection exceeds a limit and must be closed at once. */
    public final boolean admits(Channel connection) {
        AddressKey address = AddressKey.of(connection);
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            closed(connection, Reason.CONNECTIONS);
            return false;
        }
        Peer peer = peers.compute(address, (same, known) -> {
            Peer counted = known == null ? new Peer() : known;
            counted.open.incrementAndGet();
            return counted;
        });
        if (peer.open.get() > limits.perAddress()) {
            forget(address);
            closed(connection, Reason.CONNECTIONS_OF_ADDRESS);
            return false;
        }
        connection.closeFuture().addListener(closed -> forget(address));
        return true;
    }

    /** Returns the number of open connections. */
    public final int open() {
        return open.get();
    }

    final Limits limits() {
        return limits;
    }

    /** Returns the counter of the bytes that the peer's address has not read. */
    final AtomicLong unreadOf(Channel connection) {
        Peer peer = peers.get(AddressKey.of(connection));
        return peer == null ? new AtomicLong() : peer.unread;
    }

    /** Adds to the number of unread bytes. Subtracts if {@code bytes} is negative. */
    final void unread(AtomicLong ofAddress, long bytes) {
        unread.addAndGet(bytes);
        ofAddress.addAndGet(bytes);
    }

    /** Returns why the unread bytes exceed a limit; empty if they do not. */
    final Optional<Reason> tooManyUnread(AtomicLong ofAddress) {
        if (ofAddress.get() > maxUnread / 2) {
            return Optional.of(Reason.UNREAD_OF_ADDRESS);
        }
        return unread.get() > maxUnread ? Optional.of(Reason.UNREAD_IN_ALL) : Optional.empty();
    }

    /** Stops counting a connection of the address. */
    private void forget(AddressKey address) {
        open.decrementAndGet();
        peers.computeIfPresent(address, (same, peer) -> peer.open.decrementAndGet() == 0 ? null : peer);
    }
}
