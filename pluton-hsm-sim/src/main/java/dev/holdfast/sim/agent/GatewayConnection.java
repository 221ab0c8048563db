package dev.holdfast.sim.agent;

import dev.holdfast.sim.agent.GatewayException.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection to the gateway, for one request at a time. Uses plain Netty on Vert.x's event loops, so that an
 * idle connection needs little memory. The channel's event loop owns the state, and futures may complete there.
 */
final class GatewayConnection extends SimpleChannelInboundHandler<HttpObject> {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Time after a failed handshake in which tasks of the engine may still run and look up its device. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(10);

    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int CHUNK = 8 * 1024;

    private @Nullable Exchange exchange;
    private @Nullable Channel channel;
    private volatile boolean usable = true;

    /** A request and its response. */
    private static final class Exchange {
        private final Promise<GatewayResponse> promise;
        private final int limit;
        private final ResponseReceiver receiver;
        private final java.util.concurrent.Future<?> timeout;
        private final Buffer body = Buffer.buffer(0);
        private @Nullable HttpResponse head;

        Exchange(
                Promise<GatewayResponse> promise,
                int limit,
                ResponseReceiver receiver,
                java.util.concurrent.Future<?> timeout) {
            this.promise = promise;
            this.limit = limit;
            this.receiver = receiver;
            this.timeout = timeout;
        }
    }

    /** Connects and completes the handshake when a slot is free. */
    static Future<GatewayConnection> open(
            Vertx vertx, GatewayEndpoint gateway, DeviceIdentity identity, Optional<InstantSource> clock, Link link) {
        // A connection without a network must not use a handshake slot.
        return link.state() == Link.State.DEAD
                ? connect(vertx, gateway, identity, clock, link)
                : gateway.tls().handshakeLimit().run(() -> connect(vertx, gateway, identity, clock, link));
    }

    @SuppressWarnings("deprecation") // the other accessor of event loops is internal to Vert.x
    private static Future<GatewayConnection> connect(
            Vertx vertx, GatewayEndpoint gateway, DeviceIdentity identity, Optional<InstantSource> clock, Link link) {
        if (!link.isUsable()) {
            return Future.failedFuture(new ConnectException("the device has no network"));
        }
        GatewayConnection connection = new GatewayConnection();
        Promise<GatewayConnection> open = Promise.promise();
        new Bootstrap()
                .group(vertx.nettyEventLoopGroup())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        SSLEngine engine = gateway.tls().engine(identity, clock);
                        SslHandler tls =
                                new SslHandler(engine, task -> gateway.tls().work(vertx, task));
                        tls.setHandshakeTimeoutMillis(CONNECT_TIMEOUT.toMillis());
                        made.pipeline()
                                .addLast(
                                        new LinkHandler(link),
                                        tls,
                                        new HttpClientCodec(MAX_LINE, MAX_HEADERS, CHUNK),
                                        connection);
                        connection.channel = made;
                        tls.handshakeFuture().addListener(done -> {
                            if (done.isSuccess()) {
                                gateway.tls().done(engine);
                                open.tryComplete(connection);
                            } else {
                                vertx.setTimer(
                                        STRAGGLERS.toMillis(),
                                        later -> gateway.tls().done(engine));
                                connection.close();
                                open.tryFail(done.cause());
                            }
                        });
                    }
                })
                .connect(gateway.uri().getHost(), gateway.uri().getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        open.tryFail(connected.cause());
                    }
                });
        return open.future();
    }

    /** Returns whether another request may be sent. */
    boolean isUsable() {
        return usable;
    }

    /**
     * Sends a request. Call it again only after the response has arrived.
     *
     * @param limit maximum length of the response body in bytes; a longer one closes the connection
     * @return the response, whatever its status
     */
    Future<GatewayResponse> send(FullHttpRequest request, Duration timeout, int limit, ResponseReceiver receiver) {
        Promise<GatewayResponse> promise = Promise.promise();
        Channel to = channel;
        if (to == null || !usable) {
            request.release();
            return Future.failedFuture(new ClosedChannelException());
        }
        to.eventLoop().execute(() -> {
            java.util.concurrent.Future<?> timer = to.eventLoop()
                    .schedule(
                            () -> fail(new ConnectException("no response within " + timeout.toSeconds() + " s")),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            exchange = new Exchange(promise, limit, receiver, timer);
            to.writeAndFlush(request).addListener(sent -> {
                if (!sent.isSuccess()) {
                    fail(sent.cause());
                }
            });
        });
        return promise.future();
    }

    /** Closes the connection. The active request fails. */
    void close() {
        usable = false;
        Channel to = channel;
        if (to != null) {
            to.eventLoop().execute(() -> fail(new ClosedChannelException()));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        Exchange current = exchange;
        if (current == null) {
            // A response without a request: the server does not speak the protocol.
            close();
            return;
        }
        if (message instanceof HttpResponse head) {
            current.head = head;
        }
        if (message instanceof HttpContent content) {
            append(current, content.content());
        }
        if (message instanceof LastHttpContent && exchange == current) {
            finish(current);
        }
    }

    private void append(Exchange current, ByteBuf chunk) {
        if (current.body.length() + chunk.readableBytes() > current.limit) {
            fail(new GatewayException(
                    Kind.REJECTED, "the response is longer than " + current.limit + " bytes", Optional.empty()));
        } else {
            byte[] bytes = new byte[chunk.readableBytes()];
            chunk.readBytes(bytes);
            current.body.appendBytes(bytes);
            if (current.head != null) {
                current.receiver.received(current.head, current.body);
            }
        }
    }

    private void finish(Exchange current) {
        HttpResponse head = current.head;
        if (head == null || head.decoderResult().isFailure()) {
            fail(new GatewayException(Kind.REJECTED, "the response is not HTTP", Optional.empty()));
            return;
        }
        exchange = null;
        current.timeout.cancel(false);
        if (!HttpUtil.isKeepAlive(head)) {
            close();
        }
        current.promise.complete(new GatewayResponse(head.status().code(), head.headers(), current.body));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
    }

    /** Fails the active request: Netty removes the handlers of a closed channel, sometimes without {@link #channelInactive}. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        fail(failure);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the connection is not used again
    private void fail(Throwable failure) {
        usable = false;
        Exchange current = exchange;
        exchange = null;
        if (channel != null) {
            channel.close();
        }
        if (current != null) {
            current.timeout.cancel(false);
            current.promise.tryFail(failure);
        }
    }
}
