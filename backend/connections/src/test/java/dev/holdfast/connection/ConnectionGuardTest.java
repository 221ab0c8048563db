package dev.holdfast.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the limits of unread bytes with peers that read nothing. */
class ConnectionGuardTest {
    /** Bytes that a connection of the tests has not read. Netty reports more than 64 KiB. */
    private static final int UNREAD = 100_000;

    private final List<Listener.Reason> closed = new ArrayList<>();
    // All connections together may have ten times UNREAD, those of an address five times.
    private final Listener listener =
            new Listener(new Listener.Limits(
                    100,
                    100,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Math.toIntExact(PlatformDependent.maxDirectMemory() / (10 * UNREAD)))) {
                @Override
                protected void closed(Channel connection, Reason reason) {
                    closed.add(reason);
                }
            };

    @Test
    void an_address_that_reads_nothing_leaves_memory_for_others() {
        respond("192.0.2.1", 8);

        assertThat(closed).isNotEmpty().containsOnly(Listener.Reason.UNREAD_OF_ADDRESS);

        closed.clear();
        respond("192.0.2.2", 1);
        assertThat(closed).isEmpty();
    }

    @Test
    void many_addresses_together_use_limited_memory() {
        for (int i = 1; i <= 12; i++) {
            respond("192.0.2." + i, 1);
        }

        assertThat(closed).isNotEmpty().containsOnly(Listener.Reason.UNREAD_IN_ALL);
    }

    /** Writes to each of some new connections of an address without sending. */
    private void respond(String address, int connections) {
        for (int i = 0; i < connections; i++) {
            EmbeddedChannel connection = new EmbeddedChannel() {
                @Override
                protected SocketAddress remoteAddress0() {
                    return new InetSocketAddress(address, 1);
                }
            };
            assertThat(listener.admits(connection)).isTrue();
            connection.pipeline().addLast(new ConnectionGuard(listener));
            // Not flushed, so not completed.
            ChannelFuture _ = connection.write(Unpooled.wrappedBuffer(new byte[UNREAD]));
            connection.runPendingTasks();
        }
    }
}
