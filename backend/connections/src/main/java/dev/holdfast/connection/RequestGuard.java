package dev.holdfast.connection;

import dev.holdfast.connection.ConnectionGuard.Part;
import dev.holdfast.connection.Listener.Reason;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/**
 * Refuses malformed requests and limits pipelined requests. Vert.x keeps all pipelined requests of a connection in memory until the first
 * is answered, and answers them even if the peer reads no response. So this handler closes a connection with too many unanswered requests.
 * It also closes a connection if a request waits for its response while more than 64 KiB of earlier responses are unread.
 */
final class RequestGuard extends ChannelDuplexHandler {
    /** Maximum number of unanswered requests: the current one and 16 pipelined ones. */
    static final int MAX_UNANSWERED = 17;

    private final ConnectionGuard connection;
    private final Listener listener;
    private int unanswered;
    /** Whether the start of a response was sent, but not yet its end. */
    private boolean isAnswering;
    /** Whether a malformed request arrived. Further input and responses are dropped, because the connection is about to close. */
    private boolean isRefused;

    RequestGuard(ConnectionGuard connection, Listener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
        if (isRefused) {
            ReferenceCountUtil.release(part);
            return;
        }
        if (part instanceof HttpRequest request) {
            if (request.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
                // A server may ignore this header. Vert.x would switch to HTTP/2.
                request.headers().remove(HttpHeaderNames.UPGRADE);
            }
            connection.expect(Part.BODY);
            unanswered++;
            if (unanswered > MAX_UNANSWERED || !context.channel().isWritable()) {
                ReferenceCountUtil.release(part);
                connection.close(context, Reason.PIPELINED);
                return;
            }
        }
        Optional<FullHttpResponse> refusal =
                part instanceof HttpObject readable ? listener.refusal(readable) : Optional.empty();
        if (refusal.isPresent()) {
            ReferenceCountUtil.release(part);
            refuse(context, refusal.get());
            return;
        }
        if (part instanceof LastHttpContent) {
            connection.expect(Part.NOTHING);
        }
        super.channelRead(context, part);
    }

    /**
     * Answers a malformed request and closes the connection. Only closes the connection if the response to this request has begun, or an
     * earlier request has no response yet.
     */
    private void refuse(ChannelHandlerContext context, FullHttpResponse refusal) {
        isRefused = true;
        if (unanswered == 1 && !isAnswering) {
            var _ = context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
        } else {
            refusal.release();
            var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) throws Exception {
        if (isRefused) {
            ReferenceCountUtil.release(part);
            if (!promise.isVoid()) {
                promise.setFailure(new ClosedChannelException());
            }
            return;
        }
        if (part instanceof HttpResponse && !isInterim(part)) {
            isAnswering = true;
        }
        super.write(context, part, promise);
        if (part instanceof LastHttpContent && !isInterim(part)) {
            isAnswering = false;
            unanswered = Math.max(0, unanswered - 1);
            if (unanswered > 0 && !context.channel().isWritable()) {
                connection.close(context, Reason.PIPELINED);
            }
        }
    }

    /** Returns whether this is an interim response such as {@code 100 Continue}, which the actual response follows. */
    private static boolean isInterim(Object part) {
        return part instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
