package dev.holdfast.sim.agent;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Makes one connection as good as its {@link Link}: it stands below TLS, where the bytes are, and delays them in order.
 * On a perfect link it passes everything straight on.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's futures are the promises that come in; timers outlive nothing
final class LinkHandler extends ChannelDuplexHandler {
    private static final int PACKET = 1400;
    /** The least time until TCP sends a lost packet again (RFC 6298 allows a second, Linux waits this long). */
    private static final long RETRANSMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Link link;
    private final Way up = new Way();
    private final Way down = new Way();

    LinkHandler(Link link) {
        this.link = link;
    }

    /** One direction: when its pipe is free again, and when the last byte comes out of it. */
    private final class Way {
        private long freeAt = Long.MIN_VALUE;
        private long arrivesAt = Long.MIN_VALUE;
        private int underWay;

        /** Returns nanoseconds from now until {@code bytes} have arrived. */
        long delay(int bytes) {
            NetworkQuality quality = link.quality();
            if (quality.isPerfect() && underWay == 0) {
                return 0;
            }
            long now = System.nanoTime();
            double wire = bytes * 8.0 / quality.bitsPerSecond() * TimeUnit.SECONDS.toNanos(1);
            freeAt = Math.max(now, freeAt) + (long) wire;
            long at = freeAt + quality.latency().toNanos() + stalls(bytes, quality);
            arrivesAt = Math.max(at, arrivesAt);
            return Math.max(0, arrivesAt - now);
        }

        private long stalls(int bytes, NetworkQuality quality) {
            long stalls = 0;
            for (int sent = 0; quality.loss() > 0 && sent < bytes; sent += PACKET) {
                while (link.loses(quality.loss())) {
                    stalls += Math.max(RETRANSMISSION_NANOS, quality.latency().toNanos() * 2);
                }
            }
            return stalls;
        }

        void after(ChannelHandlerContext context, long nanos, Runnable arrival) {
            if (nanos == 0 && underWay == 0) {
                arrival.run();
                return;
            }
            underWay++;
            context.executor()
                    .schedule(
                            () -> {
                                underWay--;
                                arrival.run();
                            },
                            nanos,
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        link.joined(context.channel());
        context.channel().closeFuture().addListener(closed -> link.left(context.channel()));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (link.state() == Link.State.DEAD) {
            ReferenceCountUtil.release(message);
            return;
        }
        long nanos = up.delay(size(message));
        if (nanos == 0) {
            context.write(message, promise);
        } else {
            up.after(context, nanos, () -> context.writeAndFlush(message, promise));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (link.state() == Link.State.DEAD) {
            ReferenceCountUtil.release(message);
            return;
        }
        long nanos = down.delay(size(message));
        if (nanos == 0) {
            context.fireChannelRead(message);
        } else {
            down.after(context, nanos, () -> {
                context.fireChannelRead(message);
                context.fireChannelReadComplete();
            });
        }
    }

    /** The end of a connection arrives behind what was sent before it. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        down.after(context, down.delay(0), context::fireChannelInactive);
    }

    /** On a dead link the other side does not learn that this one has given up. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (link.state() == Link.State.DEAD) {
            promise.trySuccess();
        } else {
            up.after(context, up.delay(0), () -> context.close(promise));
        }
    }

    private static int size(Object message) {
        return message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    }
}
