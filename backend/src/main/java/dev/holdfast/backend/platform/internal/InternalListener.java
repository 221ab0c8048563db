package dev.holdfast.backend.platform.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Produces;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final Vertx vertx;
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
        this.vertx = vertx;
        this.json = json;
        this.features = features;
        this.gate = gate;
        this.config = config;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        HttpServerOptions options = options();
        DeploymentOptions oneForEachProcessor =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        try {
            vertx.deployVerticle(() -> new Listener(options), oneForEachProcessor)
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

    /** Server of one event loop. All servers share the port. */
    private final class Listener extends AbstractVerticle {
        private final HttpServerOptions options;

        Listener(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            InternalRouter router = new InternalRouter(vertx, json, gate);
            features.forEach(feature -> feature.addTo(router));
            vertx.createHttpServer(options)
                    .requestHandler(router.router())
                    .listen()
                    .onSuccess(this::listening)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void listening(HttpServer server) {
            port.set(server.actualPort());
        }
    }
}
