package dev.holdfast.connection;

import dev.holdfast.connection.Listener.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer sends a request too slowly or does not read responses. Single bytes do not extend a deadline. There is
 * no deadline between requests: the server closes idle connections. A request that arrives at once needs no timer. The guard stands before
 * or behind TLS; behind it, the first deadline starts when the handshake ends.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
    private final Listener listener;
    private Part expected = Part.NOTHING;
    private Part timed = Part.NOTHING;
    private boolean hasRequests;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> readDeadline;

    public ConnectionGuard(Listener listener) {
        this.listener = listener;
    }

    /** What a peer has begun to send. */
    enum Part {
        NOTHING,
        HEADERS,
        BODY
    }

    /** Tells which part of a request follows. */
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
            context.pipeline().addAfter(encoder.name(), null, new RequestGuard(this, listener));
            hasRequests = true;
        }
        return hasRequests;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            int length = bytes.readableBytes();
            listener.unread(length);
            super.write(context, message, promise.unvoid().addListener(written -> listener.unread(-length)));
        } else {
            super.write(context, message, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        cancel(readDeadline);
        readDeadline = null;
        if (!context.channel().isWritable()) {
            if (listener.hasTooManyUnread()) {
                close(context, Reason.UNREAD_IN_ALL);
            } else {
                readDeadline = after(listener.limits().readTime(), context, Reason.UNREAD);
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

    /** Closes without the pipeline: TLS would first flush the pending bytes. */
    void close(ChannelHandlerContext context, Reason reason) {
        if (context.channel().isOpen()) {
            listener.closed(context.channel(), reason);
            context.channel().unsafe().close(context.channel().voidPromise());
        }
    }
}
