package dev.holdfast.backend.platform.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer sends a request too slowly or does not read responses. Single bytes do not extend a deadline. There is
 * no deadline between requests: the server closes idle connections.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    /** Time from the first byte of a connection or request to the end of its headers. */
    static final Duration HEADER_TIME = Duration.ofSeconds(10);
    /** Time from the end of the headers to the end of the body; 16 MiB arrive in it at 450 kbit/s. */
    static final Duration BODY_TIME = Duration.ofMinutes(5);
    /** Time in which a peer must read half of a response's unread part, when that is more than 64 KiB. */
    static final Duration READ_TIME = Duration.ofSeconds(30);

    private final ListenerLimits limits;
    private Part expected = Part.NOTHING;
    private Part timed = Part.NOTHING;
    private boolean hasRequests;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> readDeadline;

    ConnectionGuard(ListenerLimits limits) {
        this.limits = limits;
    }

    /** What a peer has begun to send. */
    enum Part {
        NOTHING,
        HEADERS,
        BODY
    }

    /** Tells which part of a request follows. */
    void expect(Part part) {
        expected = part;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        boolean hadRequests = watchRequests(context);
        if (expected == Part.NOTHING) {
            expected = Part.HEADERS;
        }
        super.channelRead(context, bytes);
        if (!hadRequests && watchRequests(context)) {
            // These bytes ended the TLS handshake.
            expected = Part.NOTHING;
        }
        keepDeadline(context);
    }

    /** Returns whether HTTP has begun: after the TLS handshake, if there is TLS. */
    private boolean watchRequests(ChannelHandlerContext context) {
        ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
        if (!hasRequests && encoder != null) {
            context.pipeline().addAfter(encoder.name(), null, new RequestGuard(this));
            hasRequests = true;
        }
        return hasRequests;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            int length = bytes.readableBytes();
            limits.unread(length);
            super.write(context, message, promise.unvoid().addListener(written -> limits.unread(-length)));
        } else {
            super.write(context, message, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        cancel(readDeadline);
        readDeadline = null;
        if (!context.channel().isWritable()) {
            if (limits.hasTooManyUnread()) {
                close(context, "unread-in-all");
            } else {
                readDeadline = after(READ_TIME, context, "unread");
            }
        }
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancel(deadline);
        cancel(readDeadline);
        super.channelInactive(context);
    }

    private void keepDeadline(ChannelHandlerContext context) {
        if (timed != expected) {
            cancel(deadline);
            timed = expected;
            deadline = switch (expected) {
                case NOTHING -> null;
                case HEADERS -> after(HEADER_TIME, context, "headers-overdue");
                case BODY -> after(BODY_TIME, context, "body-overdue");
            };
        }
    }

    private static ScheduledFuture<?> after(Duration time, ChannelHandlerContext context, String reason) {
        return context.executor().schedule(() -> close(context, reason), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> running) {
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Closes without the pipeline: TLS would first flush the pending bytes. */
    static void close(ChannelHandlerContext context, String reason) {
        if (context.channel().isOpen()) {
            ListenerLimits.closed(reason);
            context.channel().unsafe().close(context.channel().voidPromise());
        }
    }
}
