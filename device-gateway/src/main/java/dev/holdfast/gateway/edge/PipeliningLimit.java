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
 * Limits pipelined requests of a connection. The HTTP server keeps all of them in memory until the first is answered,
 * and devices need only a few.
 */
final class PipeliningLimit extends ChannelDuplexHandler {
    /** The current request and 16 pipelined ones. */
    static final int MAX_UNANSWERED = 17;

    private final Runnable tooMany;
    private int unanswered;

    private PipeliningLimit(Runnable tooMany) {
        this.tooMany = tooMany;
    }

    /** Adds the limit to a connection after its handshake. {@code tooMany} closes it. */
    static void install(ChannelPipeline pipeline, Runnable tooMany) {
        String encoder = pipeline.context(HttpResponseEncoder.class).name();
        pipeline.addAfter(encoder, null, new PipeliningLimit(tooMany));
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

    /** Returns whether it is {@code 100 Continue}, which does not complete a response. */
    private static boolean isInterim(Object part) {
        return part instanceof HttpResponse response && response.status().equals(HttpResponseStatus.CONTINUE);
    }
}
