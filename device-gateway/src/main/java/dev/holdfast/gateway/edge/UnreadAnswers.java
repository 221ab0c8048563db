package dev.holdfast.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer does not read: answers that wait for it are the gateway's memory. While more waits than a
 * channel may hold (64 KiB) the peer has a time to take half of it, and to ask for more meanwhile ends it at once. So does
 * asking too far ahead ({@link RequestsAhead}).
 */
final class UnreadAnswers extends ChannelInboundHandlerAdapter {
    private final EdgeSettings settings;
    private final Connections connections;
    private boolean watchesRequests;
    private @Nullable ScheduledFuture<?> deadline;

    UnreadAnswers(EdgeSettings settings, Connections connections) {
        this.settings = settings;
        this.connections = connections;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        ScheduledFuture<?> running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
        if (!context.channel().isWritable()) {
            deadline = context.executor()
                    .schedule(() -> close(context), settings.readTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        if (!watchesRequests) {
            // Before the first byte behind the handshake the server has set up its end.
            RequestsAhead.watch(context.pipeline(), () -> close(context));
            watchesRequests = true;
        }
        if (context.channel().isWritable()) {
            super.channelRead(context, bytes);
        } else {
            ReferenceCountUtil.release(bytes);
            close(context);
        }
    }

    private void close(ChannelHandlerContext context) {
        connections.answersUnread();
        // Not through the pipeline: TLS would first send what nobody reads.
        context.channel().unsafe().close(context.channel().voidPromise());
    }
}
