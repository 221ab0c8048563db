package dev.holdfast.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** TLS handler of one connection. Issues no session tickets, and closes the connection after a fatal alert. */
final class DeviceTlsHandler extends SslHandler {
    private final ReferenceCountedOpenSslEngine engine;
    private final Consumer<ChannelHandlerContext> begin;

    /** Creates a handler with an engine of BoringSSL; see {@link DeviceTlsEngine} for {@code begin}. */
    DeviceTlsHandler(SSLEngine engine, boolean startTls, Executor executor, Consumer<ChannelHandlerContext> begin) {
        super(engine, startTls, executor);
        this.engine = (ReferenceCountedOpenSslEngine) engine;
        this.begin = begin;
        // Netty enables tickets in each engine that accepts TLS 1.3; the context's options do not prevent it.
        SSL.setOptions(this.engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        begin.accept(context);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
        super.decode(context, in, out);
        if (hasFailed()) {
            context.flush();
            var _ = context.close();
        }
    }

    /**
     * Returns whether TLS failed. Netty sends the fatal alert at once, but reports the failure only at the next record. Until then,
     * BoringSSL has ended its input, but the engine has not.
     */
    private boolean hasFailed() {
        long ssl = engine.sslPointer();
        return ssl != 0 && !engine.isInboundDone() && (SSL.getShutdown(ssl) & SSL.SSL_RECEIVED_SHUTDOWN) != 0;
    }
}
