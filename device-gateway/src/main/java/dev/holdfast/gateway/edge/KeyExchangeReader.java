package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.KeyExchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;

/**
 * Reads the key exchange group of a connection from the gateway's ServerHello, because the TLS engine does not expose
 * the group. Then removes itself from the pipeline.
 */
final class KeyExchangeReader extends ChannelOutboundHandlerAdapter {
    private static final AttributeKey<KeyExchange> CHOSEN = AttributeKey.valueOf("holdfast.keyExchange");

    /** Returns the key exchange of a connection. */
    static KeyExchange of(HttpConnection connection) {
        KeyExchange chosen = Channels.of(connection).attr(CHOSEN).get();
        return chosen == null ? KeyExchange.UNKNOWN : chosen;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            ServerHello.read(bytes).filter(hello -> !hello.isRetry()).ifPresent(hello -> {
                context.channel().attr(CHOSEN).set(hello.keyExchange());
                context.pipeline().remove(this);
            });
        }
        super.write(context, message, promise);
    }
}
