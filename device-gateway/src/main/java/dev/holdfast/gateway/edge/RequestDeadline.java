package dev.holdfast.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose request is overdue. The deadline runs from the handshake or the first byte of a request to
 * its last byte; single bytes do not extend it. There is no deadline between requests, and none for a request that
 * arrives at once, so an ordinary poll needs no timer.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    private final EdgeSettings settings;
    private final Connections connections;
    private boolean owes;
    private boolean seesRequests;
    private @Nullable ScheduledFuture<?> deadline;

    RequestDeadline(EdgeSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                owes = true;
                keepDeadline(context);
            } else {
                connections.handshakeFailed(context.channel(), handshake.cause());
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        if (!seesRequests) {
            seeRequests(context);
        }
        owes = true;
        super.channelRead(context, bytes);
        keepDeadline(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        owes = false;
        keepDeadline(context);
        super.channelInactive(context);
    }

    private void keepDeadline(ChannelHandlerContext context) {
        ScheduledFuture<?> running = deadline;
        if (!owes && running != null) {
            running.cancel(false);
            deadline = null;
        } else if (owes && running == null) {
            deadline = context.executor()
                    .schedule(() -> expire(context), settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void expire(ChannelHandlerContext context) {
        connections.requestOverdue();
        var _ = context.close();
    }

    /** Adds the observer behind the HTTP decoder, which exists after the handshake. */
    private void seeRequests(ChannelHandlerContext context) {
        ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
        context.pipeline().addAfter(decoder.name(), null, new RequestEnd());
        seesRequests = true;
    }

    private final class RequestEnd extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
            if (part instanceof LastHttpContent) {
                owes = false;
            }
            super.channelRead(context, part);
        }
    }
}
