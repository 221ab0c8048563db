package dev.holdfast.backend.platform.connection;

import dev.holdfast.backend.platform.connection.ConnectionGuard.Part;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Limits pipelined requests. Vert.x keeps all of them in memory until the first is answered, and answers them whether the peer reads or
 * not. So a connection closes when a request waits behind a response of more than 64 KiB that the peer does not read.
 */
final class RequestGuard extends ChannelDuplexHandler {
    /** The current request and 16 pipelined ones. */
    static final int MAX_UNANSWERED = 17;

    private final ConnectionGuard connection;
    private int unanswered;

    RequestGuard(ConnectionGuard connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
        if (part instanceof HttpRequest) {
            connection.expect(Part.BODY);
            unanswered++;
            if (unanswered > MAX_UNANSWERED || !context.channel().isWritable()) {
                ReferenceCountUtil.release(part);
                ConnectionGuard.close(context, "pipelined");
                return;
            }
        }
        if (part instanceof LastHttpContent) {
            connection.expect(Part.NOTHING);
        }
        super.channelRead(context, part);
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) throws Exception {
        super.write(context, part, promise);
        if (part instanceof LastHttpContent && !isInterim(part)) {
            unanswered = Math.max(0, unanswered - 1);
            if (unanswered > 0 && !context.channel().isWritable()) {
                ConnectionGuard.close(context, "pipelined");
            }
        }
    }

    /** Returns whether it is {@code 100 Continue}, which does not complete a response. */
    private static boolean isInterim(Object part) {
        return part instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
