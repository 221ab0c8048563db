package dev.holdfast.sim.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Netty handler that gives one connection the quality of its {@link Link}. Below TLS, it delays bytes and keeps their
 * order. On a perfect link, it passes bytes on at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's futures are the given promises; timers end with the channel
final class LinkHandler extends ChannelDuplexHandler {
    /** Bytes in a packet. */
    private static final int PACKET = 1400;
    /** Minimum time until TCP resends a lost packet, as in Linux. */
    private static final long RETRANSMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Queue entry for the end of a connection. */
    private static final Object END = new Object();

    private final Link link;
    private final LongSupplier clock;
    /** From the device to the gateway. */
    private final Direction up = new Direction();
    /** From the gateway to the device. */
    private final Direction down = new Direction();

    LinkHandler(Link link) {
        this(link, System::nanoTime);
    }

    /**
     * Makes a handler with another clock.
     *
     * @param clock nanoseconds from any origin
     */
    LinkHandler(Link link, LongSupplier clock) {
        this.link = link;
        this.clock = clock;
    }

    /**
     * One direction of a connection: a first-in, first-out queue with the times of arrival. Bytes keep their order,
     * whichever timer fires first.
     */
    private final class Direction {
        private final Queue<Delivery> queue = new ArrayDeque<>(0);
        /** Time at which the link has sent all previous bytes, in nanoseconds of the clock. */
        private long freeAt = Long.MIN_VALUE;
        /** Time at which the last message arrives. A later message does not arrive earlier. */
        private long arrivesAt = Long.MIN_VALUE;

        /** A message and its delivery. */
        private record Delivery(Object message, Runnable deliver) {}

        /** Delivers a message after its delay; at once on a perfect link. */
        void pass(ChannelHandlerContext context, Object message, Runnable immediate, Runnable deliver) {
            long nanos = delay(size(message));
            if (nanos == 0 && queue.isEmpty()) {
                immediate.run();
                return;
            }
            queue.add(new Delivery(message, deliver));
            context.executor().schedule(this::deliverNext, nanos, TimeUnit.NANOSECONDS);
        }

        private void deliverNext() {
            Delivery next = queue.poll();
            if (next != null) {
                next.deliver().run();
            }
        }

        void deliverAll() {
            while (!queue.isEmpty()) {
                deliverNext();
            }
        }

        void drop() {
            queue.forEach(delivery -> ReferenceCountUtil.release(delivery.message()));
            queue.clear();
        }

        /** Returns the time until a message arrives, in nanoseconds. */
        private long delay(int bytes) {
            NetworkQuality quality = link.quality();
            if (quality.isPerfect() && queue.isEmpty()) {
                return 0;
            }
            long now = clock.getAsLong();
            double wire = bytes * 8.0 / quality.bitsPerSecond() * TimeUnit.SECONDS.toNanos(1);
            freeAt = Math.max(now, freeAt) + (long) wire;
            long at = freeAt + quality.latency().toNanos() + stalls(bytes, quality);
            arrivesAt = Math.max(at, arrivesAt);
            return Math.max(0, arrivesAt - now);
        }

        /** Returns the delay by lost packets, in nanoseconds. */
        private long stalls(int bytes, NetworkQuality quality) {
            long stalls = 0;
            for (int sent = 0; quality.loss() > 0 && sent < bytes; sent += PACKET) {
                while (link.loses(quality.loss())) {
                    stalls += Math.max(RETRANSMISSION_NANOS, quality.latency().toNanos() * 2);
                }
            }
            return stalls;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        link.joined(context.channel());
        context.channel().closeFuture().addListener(closed -> link.left(context.channel()));
    }

    /** Ends the connection on the device's side without a close. Queued bytes are lost. */
    void sever() {
        down.drop();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (link.state() == Link.State.DEAD) {
            ReferenceCountUtil.release(message);
            return;
        }
        up.pass(context, message, () -> context.write(message, promise), () -> context.writeAndFlush(message, promise));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (link.state() == Link.State.DEAD) {
            ReferenceCountUtil.release(message);
            return;
        }
        down.pass(context, message, () -> context.fireChannelRead(message), () -> {
            context.fireChannelRead(message);
            context.fireChannelReadComplete();
        });
    }

    /**
     * The end of a connection arrives behind its last bytes. Netty removes the handlers of a closed channel at once, so
     * the rest is delivered now.
     */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        down.deliverAll();
        context.fireChannelInactive();
    }

    /** On a dead link, the other side does not learn that this side closed. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (link.state() == Link.State.DEAD) {
            promise.trySuccess();
        } else {
            up.pass(context, END, () -> context.close(promise), () -> context.close(promise));
        }
    }

    private static int size(Object message) {
        return message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    }
}
