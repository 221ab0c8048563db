package dev.holdfast.connection;

import dev.holdfast.connection.Listener.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer sends a request too slowly or does not read responses. A deadline applies to all headers or the whole
 * body, so sending single bytes does not extend it. No deadline runs between requests, because the server closes idle connections. A
 * request that arrives in one piece starts no timer. The guard can be before or behind the TLS handler in the pipeline. If it is behind,
 * the first deadline starts when the handshake ends.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
    /** Number of bytes in which {@code GET /} or {@code POST} differ from the first bytes of HTTP/2, {@code PRI }. */
    private static final int DISTINCT_BYTES = 4;

    private final Listener listener;
    /** Unread bytes of all connections of the peer's address; null before the first response. */
    private @Nullable AtomicLong unread;
    /** Number of first bytes that Vert.x has seen, at most {@link #DISTINCT_BYTES}. */
    private int seen;

    private Part expected = Part.NOTHING;
    /** Part whose deadline runs. */
    private Part timed = Part.NOTHING;
    /** Whether HTTP has begun and the {@link RequestGuard} is added. */
    private boolean hasRequests;

    private @Nullable ScheduledFuture<?> deadline;
    /** Runs while the peer must read unread responses. */
    private @Nullable ScheduledFuture<?> readDeadline;

    public ConnectionGuard(Listener listener) {
        this.listener = listener;
    }

    /** Part of a request that the peer must send next. */
    enum Part {
        NOTHING,
        HEADERS,
        BODY
    }

    /** Sets the part of a request that the peer must send next. If bodies have no own time limit, the deadline of the headers continues. */
    void expect(Part part) {
        boolean isTimedWithHeaders =
                part == Part.BODY && listener.limits().bodyTime().isZero();
        expected = isTimedWithHeaders ? Part.HEADERS : part;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            expected = Part.HEADERS;
            keepDeadline(context);
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        boolean hadRequests = watchRequests(context);
        if (expected == Part.NOTHING) {
            expected = Part.HEADERS;
        }
        if (!hadRequests && context.pipeline().get(Http1xOrH2CHandler.class) != null) {
            chooseVersion(context, (ByteBuf) bytes);
            return;
        }
        super.channelRead(context, bytes);
        if (!hadRequests && watchRequests(context)) {
            // The bytes that were just read ended the TLS handshake. No request has begun.
            expected = Part.NOTHING;
        }
        keepDeadline(context);
    }

    /**
     * Passes the first bytes of a connection alone, so that Vert.x prepares HTTP/1.1 before it reads the first request. Closes
     * the connection if it has not: the first bytes of HTTP/2 differ from those of every HTTP/1.1 method.
     */
    private void chooseVersion(ChannelHandlerContext context, ByteBuf bytes) throws Exception {
        int length = Math.min(bytes.readableBytes(), DISTINCT_BYTES - seen);
        seen += length;
        super.channelRead(context, bytes.readRetainedSlice(length));
        if (watchRequests(context) || seen < DISTINCT_BYTES) {
            super.channelRead(context, bytes);
            keepDeadline(context);
        } else {
            bytes.release();
            close(context, Reason.HTTP_2);
        }
    }

    /** Returns whether HTTP has begun. With TLS, it begins after the handshake. Adds a {@link RequestGuard} when it begins. */
    private boolean watchRequests(ChannelHandlerContext context) {
        if (hasRequests) {
            return true;
        }
        ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
        if (encoder != null) {
            context.pipeline().addAfter(encoder.name(), null, new RequestGuard(this, listener));
            hasRequests = true;
        }
        return hasRequests;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            int length = bytes.readableBytes();
            AtomicLong ofAddress = unread(context);
            listener.unread(ofAddress, length);
            super.write(context, message, promise.unvoid().addListener(written -> listener.unread(ofAddress, -length)));
        } else {
            super.write(context, message, promise);
        }
    }

    private AtomicLong unread(ChannelHandlerContext context) {
        AtomicLong known = unread;
        if (known == null) {
            known = listener.unreadOf(context.channel());
            unread = known;
        }
        return known;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        cancel(readDeadline);
        readDeadline = null;
        if (!context.channel().isWritable()) {
            listener.tooManyUnread(unread(context))
                    .ifPresentOrElse(
                            reason -> close(context, reason),
                            () -> readDeadline = after(listener.limits().readTime(), context, Reason.UNREAD));
        }
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancel(deadline);
        cancel(readDeadline);
        super.channelInactive(context);
    }

    /** Starts the deadline of the expected part, unless this deadline already runs. */
    private void keepDeadline(ChannelHandlerContext context) {
        if (timed != expected) {
            cancel(deadline);
            timed = expected;
            deadline = switch (expected) {
                case NOTHING -> null;
                case HEADERS -> after(listener.limits().headerTime(), context, Reason.HEADERS_OVERDUE);
                case BODY -> after(listener.limits().bodyTime(), context, Reason.BODY_OVERDUE);
            };
        }
    }

    private ScheduledFuture<?> after(Duration time, ChannelHandlerContext context, Reason reason) {
        return context.executor().schedule(() -> close(context, reason), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> running) {
        if (running != null) {
            running.cancel(false);
        }
    }

    /** Closes the connection at once, not through the pipeline: the TLS handler would first send all pending bytes. */
    void close(ChannelHandlerContext context, Reason reason) {
        if (context.channel().isOpen()) {
            listener.closed(context.channel(), reason);
            context.channel().unsafe().close(context.channel().voidPromise());
        }
    }
}
