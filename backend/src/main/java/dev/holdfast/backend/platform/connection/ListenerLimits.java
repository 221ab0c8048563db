package dev.holdfast.backend.platform.connection;

import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.util.internal.PlatformDependent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;

/** Counts the connections of a listener and the bytes that their peers have not read. */
final class ListenerLimits {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int connections;
    private final int perAddress;
    private final long unreadBytes;
    private final AtomicInteger open = new AtomicInteger();
    // Bounded by the open connections: addresses without one are removed.
    private final Map<ByteBuffer, Integer> openByAddress = new ConcurrentHashMap<>();
    private final AtomicLong unread = new AtomicLong();

    /**
     * @param connections maximum number of connections
     * @param perAddress maximum number of connections of an address (IPv6: of a /64)
     * @param unreadBytes maximum of unread response bytes of all connections together
     */
    ListenerLimits(int connections, int perAddress, long unreadBytes) {
        this.connections = connections;
        this.perAddress = perAddress;
        this.unreadBytes = unreadBytes;
    }

    /** Takes the numbers of connections from the settings. Unread responses get half of the memory for network buffers. */
    static ListenerLimits fromConfig() {
        return new ListenerLimits(
                ConfigProvider.getConfig().getValue("holdfast.connections.max", Integer.class),
                ConfigProvider.getConfig().getValue("holdfast.connections.per-address", Integer.class),
                PlatformDependent.maxDirectMemory() / 2);
    }

    /** Counts a connection until it closes; returns false when it must be closed at once. */
    boolean admits(Channel connection) {
        ByteBuffer address = network(connection);
        if (open.incrementAndGet() > connections) {
            open.decrementAndGet();
            return refuse("connections");
        }
        if (openByAddress.merge(address, 1, Integer::sum) > perAddress) {
            forget(address);
            return refuse("connections-of-address");
        }
        connection.closeFuture().addListener(closed -> forget(address));
        return true;
    }

    /** Adds to the unread bytes, or subtracts from them. */
    void unread(long bytes) {
        unread.addAndGet(bytes);
    }

    boolean hasTooManyUnread() {
        return unread.get() > unreadBytes;
    }

    /** Counts a connection that is closed for this reason. Not logged, because anyone can cause it. */
    static void closed(String reason) {
        Metrics.counter("holdfast.connections.closed", "reason", reason).increment();
    }

    private static boolean refuse(String reason) {
        closed(reason);
        return false;
    }

    private void forget(ByteBuffer address) {
        open.decrementAndGet();
        openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Returns the IPv4 address or the /64 of an IPv6 address, which usually belongs to one peer. */
    private static ByteBuffer network(Channel connection) {
        InetAddress address = connection.remoteAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    }
}
