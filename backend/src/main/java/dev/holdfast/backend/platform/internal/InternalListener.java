package dev.holdfast.backend.platform.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.EventLoopGroup;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.spi.VertxThreadFactory;
import io.vertx.core.spi.transport.Transport;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Produces;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Starts the internal listener once the application is ready: database migrated, keys loaded. */
@ApplicationScoped
public class InternalListener {
    private static final Logger LOG = Logger.getLogger(InternalListener.class);
    private static final int LAST = 5000;
    /** Longer than gateways wait for changes. */
    private static final int IDLE_SECONDS = 120;
    /** Percentage of an event loop's time for network events, Vert.x's default. */
    private static final int IO_RATIO = 50;

    private final VertxInternal vertx;
    private final ObjectMapper json;
    private final Instance<InternalRoutes> features;
    private final GatewayGate gate;
    private final InternalListenerConfig config;
    private final AtomicInteger port = new AtomicInteger();

    InternalListener(
            Vertx vertx,
            ObjectMapper json,
            @Any Instance<InternalRoutes> features,
            GatewayGate gate,
            InternalListenerConfig config) {
        this.vertx = (VertxInternal) vertx;
        this.json = json;
        this.features = features;
        this.gate = gate;
        this.config = config;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        HttpServerOptions options = options();
        try {
            Future.all(loops().map(loop -> listen(loop, options)).toList())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The internal device API cannot listen on " + config.host() + ":" + config.port() + ": "
                            + e.getCause(),
                    e);
        }
        LOG.infof("internal device API ready address=%s:%d", config.host(), port.get());
    }

    /** Returns the port; 0 before the listener is open. */
    public int port() {
        return port.get();
    }

    /** Ready once gateways can call. */
    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("internal device API")
                .status(port() != 0)
                .build();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setSsl(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(required(config.certificate(), "HOLDFAST_INTERNAL_CERT"))
                        .setKeyPath(required(config.key(), "HOLDFAST_INTERNAL_KEY")))
                .setTrustOptions(new PemTrustOptions().addCertPath(required(config.trust(), "HOLDFAST_INFRA_CA")));
    }

    private static String required(Optional<String> path, String variable) {
        return path.filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException(
                        "Set " + variable + " to a PEM file: the internal device API needs mutual TLS."));
    }

    /** Returns event loops that no other listener uses, so that clients of the operator API cannot delay gateways. */
    private Stream<Context> loops() {
        int count = Runtime.getRuntime().availableProcessors();
        AtomicInteger thread = new AtomicInteger();
        EventLoopGroup group = vertx.transport()
                .eventLoopGroup(
                        Transport.IO_EVENT_LOOP_GROUP, count, task -> thread(task, thread.getAndIncrement()), IO_RATIO);
        vertx.addCloseHook(closed -> {
            var _ = group.shutdownGracefully(1, 5, TimeUnit.SECONDS);
            closed.complete();
        });
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return Stream.generate(() -> (Context) vertx.createEventLoopContext(group.next(), null, classes))
                .limit(count);
    }

    private Thread thread(Runnable task, int number) {
        Thread thread = VertxThreadFactory.INSTANCE.newVertxThread(
                task,
                "internal-eventloop-thread-" + number,
                false,
                vertx.maxEventLoopExecTime(),
                vertx.maxEventLoopExecTimeUnit());
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the server of an event loop. All servers share the port. */
    private Future<HttpServer> listen(Context loop, HttpServerOptions options) {
        Promise<HttpServer> started = Promise.promise();
        loop.runOnContext(here -> {
            InternalRouter router = new InternalRouter(vertx, json, gate);
            features.forEach(feature -> feature.addTo(router));
            vertx.createHttpServer(options)
                    .requestHandler(router.router())
                    .listen()
                    .onSuccess(server -> port.set(server.actualPort()))
                    .onComplete(started);
        });
        return started.future();
    }
}
