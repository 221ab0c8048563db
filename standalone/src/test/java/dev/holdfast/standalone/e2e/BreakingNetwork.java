package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Port;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A network between devices and the gateway. It breaks or holds the first connection on which a device received a number of bytes. */
final class BreakingNetwork implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final AtomicLong received = new AtomicLong();
    private final AtomicBoolean reached = new AtomicBoolean();
    private final boolean holds;
    /** Lets the held connection go on. */
    private final CompletableFuture<Runnable> release = new CompletableFuture<>();

    private final int gateway;
    private final long limit;
    private final Runnable atLimit;

    /**
     * Starts a network that breaks a connection.
     *
     * @param limit number of bytes that a device receives on a connection before it breaks
     */
    BreakingNetwork(Stack stack, long limit) {
        this(stack, limit, () -> {});
    }

    /**
     * Starts a network that breaks a connection.
     *
     * @param limit number of bytes that a device receives on a connection before it breaks
     * @param atLimit runs just before, on an event loop
     */
    BreakingNetwork(Stack stack, long limit, Runnable atLimit) {
        this(stack, limit, atLimit, false);
    }

    private BreakingNetwork(Stack stack, long limit, Runnable atLimit, boolean holds) {
        this.atLimit = atLimit;
        this.holds = holds;
        this.gateway = stack.installation().settings().port(Port.GATEWAY);
        this.limit = limit;
        server.connectHandler(this::connected);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Starts a network that holds what the gateway sends on a connection until {@link #release}.
     *
     * @param limit number of bytes that a device receives on the connection before
     */
    static BreakingNetwork holding(Stack stack, long limit) {
        return new BreakingNetwork(stack, limit, () -> {}, true);
    }

    /** Returns the address of the gateway in this network. */
    URI uri() {
        return URI.create("https://localhost:" + server.actualPort());
    }

    /** Returns the number of bytes that devices received. */
    long received() {
        return received.get();
    }

    /** Returns whether a connection was broken or held. */
    boolean isLimitReached() {
        return reached.get();
    }

    /** Waits until a connection is held, and lets it go on. */
    void release() {
        release.join().run();
    }

    private void connected(NetSocket device) {
        AtomicLong ofConnection = new AtomicLong();
        device.pause();
        client.connect(gateway, "localhost")
                .onSuccess(upstream -> {
                    device.handler(upstream::write);
                    upstream.handler(data -> {
                        device.write(data);
                        received.addAndGet(data.length());
                        if (ofConnection.addAndGet(data.length()) > limit && reached.compareAndSet(false, true)) {
                            atLimit(device, upstream);
                        }
                    });
                    device.closeHandler(_ -> upstream.close());
                    upstream.closeHandler(_ -> device.close());
                    device.resume();
                })
                .onFailure(_ -> device.close());
    }

    private void atLimit(NetSocket device, NetSocket upstream) {
        atLimit.run();
        if (holds) {
            Context own = vertx.getOrCreateContext();
            upstream.pause();
            release.complete(() -> own.runOnContext(_ -> upstream.resume()));
        } else {
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
