package dev.holdfast.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose peer does not read responses, because they use the gateway's memory. When more than 64 KiB
 * are pending, the peer must read half of it within a timeout, and another request closes the connection at once.
 * {@link PipeliningLimit} limits pipelined requests.
 */
final class UnreadResponseLimit extends ChannelInboundHandlerAdapter {
    private final EdgeSettings settings;
    private final Connections connections;
    private boolean watchesRequests;
    private @Nullable ScheduledFuture<?> deadline;

    UnreadResponseLimit(EdgeSettings settings, Connections connections) {
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
            // The HTTP handlers exist before the first byte after the handshake.
            PipeliningLimit.install(context.pipeline(), () -> close(context));
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
        // Not through the pipeline: TLS would first flush the pending bytes.
        context.channel().unsafe().close(context.channel().voidPromise());
    }
}
