package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Tests that a link keeps the order of bytes, as TCP does, while the quality of the network changes. Time is virtual. */
class LinkHandlerTest {
    private static final Duration LONG = Duration.ofDays(365);

    /** An event of a connection. */
    sealed interface Event {
        /** Writes bytes in one direction. */
        record Sent(boolean upwards, int bytes) implements Event {}

        /** Changes the quality of the network. */
        record Changed(NetworkQuality quality) implements Event {}

        /** Lets time pass. If not {@code noticed}, the event loop runs late. */
        record Passed(Duration time, boolean noticed) implements Event {}
    }

    @Property
    void a_link_keeps_all_bytes_in_order(@ForAll("events") @Size(max = 60) List<Event> events, @ForAll long seed) {
        Connection connection = new Connection(NetworkQuality.PERFECT, seed);

        events.forEach(connection::take);
        connection.settle();

        assertThat(connection.up.arrived).isEqualTo(connection.up.sent);
        assertThat(connection.down.arrived).isEqualTo(connection.down.sent);
    }

    @Property
    void a_close_arrives_after_the_last_byte(@ForAll("events") @Size(max = 20) List<Event> events, @ForAll long seed) {
        Connection connection = new Connection(new NetworkQuality(Duration.ofMillis(50), 0.1, 20_000), seed);

        events.forEach(connection::take);
        int sent = connection.down.sent;
        AtomicInteger before = new AtomicInteger();
        connection.channel.pipeline().addLast(new End(connection, before));
        connection.channel.pipeline().fireChannelInactive();
        connection.settle();

        assertThat(before).hasValue(sent);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> sent = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.integers().between(1, 4000))
                .as(Event.Sent::new);
        Arbitrary<Event> passed = Combinators.combine(
                        Arbitraries.longs().between(0, TimeUnit.SECONDS.toNanos(2)), Arbitraries.of(true, false))
                .as((nanos, noticed) -> new Event.Passed(Duration.ofNanos(nanos), noticed));
        Arbitrary<Event> changed = Combinators.combine(
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.of(0.0, 0.02, 0.5),
                        Arbitraries.of(Long.MAX_VALUE, 20_000L, 1_000_000L))
                .as((millis, loss, bits) ->
                        new Event.Changed(new NetworkQuality(Duration.ofMillis(millis), loss, bits)));
        return Arbitraries.frequencyOf(Tuple.of(5, sent), Tuple.of(3, passed), Tuple.of(1, changed))
                .list();
    }

    /** Records the number of bytes that had arrived when the connection ended. */
    private static final class End extends ChannelInboundHandlerAdapter {
        private final Connection connection;
        private final AtomicInteger before;

        End(Connection connection, AtomicInteger before) {
            this.connection = connection;
            this.before = before;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connection.look();
            before.set(connection.down.arrived);
        }
    }

    /** One direction of a connection. Numbers the sent bytes and checks that they arrive in this order. */
    private static final class Direction {
        private int sent;
        private int arrived;

        ByteBuf next(int bytes) {
            ByteBuf chunk = Unpooled.buffer(bytes);
            IntStream.range(sent, sent + bytes).forEach(chunk::writeByte);
            sent += bytes;
            return chunk;
        }

        void comes(ByteBuf chunk) {
            while (chunk.isReadable()) {
                assertThat(chunk.readByte()).isEqualTo((byte) arrived++);
            }
            chunk.release();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the test checks messages where they arrive
    private static final class Connection {
        private final Direction up = new Direction();
        private final Direction down = new Direction();
        private final Link link;
        private final EmbeddedChannel channel;
        private long now;

        Connection(NetworkQuality quality, long seed) {
            link = new Link(quality, new SplittableRandom(seed));
            channel = new EmbeddedChannel(new LinkHandler(link, () -> now));
            channel.freezeTime();
        }

        /** Applies an event. */
        void take(Event event) {
            switch (event) {
                case Event.Sent(boolean upwards, int bytes) when upwards -> channel.writeOneOutbound(up.next(bytes));
                case Event.Sent(boolean upwards, int bytes) -> channel.writeOneInbound(down.next(bytes));
                case Event.Changed(NetworkQuality quality) -> link.quality(quality);
                case Event.Passed(Duration time, boolean noticed) -> pass(time, noticed);
            }
            look();
        }

        /** Lets time pass. If not {@code noticed}, due timers do not run yet. */
        private void pass(Duration time, boolean noticed) {
            now += time.toNanos();
            channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            if (noticed) {
                channel.runScheduledPendingTasks();
            }
        }

        /** Lets so much time pass that all bytes arrive. */
        void settle() {
            pass(LONG, true);
            look();
        }

        /** Reads the bytes that have arrived. */
        private void look() {
            channel.flush();
            for (ByteBuf chunk = channel.readOutbound(); chunk != null; chunk = channel.readOutbound()) {
                up.comes(chunk);
            }
            for (ByteBuf chunk = channel.readInbound(); chunk != null; chunk = channel.readInbound()) {
                down.comes(chunk);
            }
        }
    }
}
