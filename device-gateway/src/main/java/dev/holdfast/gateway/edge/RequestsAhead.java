package dev.holdfast.gateway.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds the requests that a connection has sent ahead of their answers. The HTTP server keeps them all in memory while the first
 * one waits for its answer, however many there are; a device has no reason to send more than a few.
 */
final class RequestsAhead extends ChannelDuplexHandler {
    /** One that is being answered, and so many behind it. */
    static final int MAX_UNANSWERED = 17;

    private final Runnable tooMany;
    private int unanswered;

    private RequestsAhead(Runnable tooMany) {
        this.tooMany = tooMany;
    }

    /** Watches a connection whose handshake is over. {@code tooMany} closes it. */
    static void watch(ChannelPipeline pipeline, Runnable tooMany) {
        String encoder = pipeline.context(HttpResponseEncoder.class).name();
        pipeline.addAfter(encoder, null, new RequestsAhead(tooMany));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
        if (part instanceof HttpRequest) {
            unanswered++;
        }
        if (unanswered > MAX_UNANSWERED) {
            ReferenceCountUtil.release(part);
            tooMany.run();
        } else {
            super.channelRead(context, part);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) throws Exception {
        if (part instanceof LastHttpContent && !isInterim(part)) {
            unanswered--;
        }
        super.write(context, part, promise);
    }

    /** {@code 100 Continue} answers nothing yet. */
    private static boolean isInterim(Object part) {
        return part instanceof HttpResponse response && response.status().equals(HttpResponseStatus.CONTINUE);
    }
}
