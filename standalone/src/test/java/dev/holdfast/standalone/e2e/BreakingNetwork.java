package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Port;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A network between devices and the gateway. It breaks one connection, when devices have received a number of bytes. */
final class BreakingNetwork implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final AtomicLong received = new AtomicLong();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final int gateway;
    private final long limit;
    private final Runnable atLimit;

    /**
     * Starts the network.
     *
     * @param limit number of bytes that devices receive before a connection breaks
     */
    BreakingNetwork(Stack stack, long limit) {
        this(stack, limit, () -> {});
    }

    /**
     * Starts the network.
     *
     * @param limit number of bytes that devices receive before a connection breaks
     * @param atLimit runs just before, on an event loop
     */
    BreakingNetwork(Stack stack, long limit, Runnable atLimit) {
        this.atLimit = atLimit;
        this.gateway = stack.installation().settings().port(Port.GATEWAY);
        this.limit = limit;
        server.connectHandler(this::connected);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    /** Returns the address of the gateway in this network. */
    URI uri() {
        return URI.create("https://localhost:" + server.actualPort());
    }

    /** Returns the number of bytes that devices received. */
    long received() {
        return received.get();
    }

    boolean isBroken() {
        return broken.get();
    }

    private void connected(NetSocket device) {
        device.pause();
        client.connect(gateway, "localhost")
                .onSuccess(upstream -> {
                    device.handler(upstream::write);
                    upstream.handler(data -> forward(data, device, upstream));
                    device.closeHandler(_ -> upstream.close());
                    upstream.closeHandler(_ -> device.close());
                    device.resume();
                })
                .onFailure(_ -> device.close());
    }

    private void forward(Buffer data, NetSocket device, NetSocket upstream) {
        device.write(data);
        if (received.addAndGet(data.length()) > limit && broken.compareAndSet(false, true)) {
            atLimit.run();
            // The gateway may have sent more, which the device does not receive.
            upstream.handler(_ -> {});
            device.close();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
