package dev.holdfast.gateway.est;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceTls;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Second listener for EST only. It also accepts TLS 1.2, which many EST clients need. Both listeners have the same
 * server certificate, checks and refusals, and their limits count both together.
 */
@Singleton
public final class EstListener {
    private static final Logger LOG = Logger.getLogger(EstListener.class);

    private final Vertx vertx;
    private final DeviceTls tls;
    private final DeviceGate gate;
    private final EstRoutes routes;
    private final EstSettings settings;
    private final AtomicInteger port = new AtomicInteger();

    EstListener(Vertx vertx, DeviceTls tls, DeviceGate gate, EstRoutes routes, EstSettings settings) {
        this.vertx = vertx;
        this.tls = tls;
        this.gate = gate;
        this.routes = routes;
        this.settings = settings;
    }

    /** Returns the port; 0 until the listener accepts connections. */
    public int port() {
        return port.get();
    }

    void start(@Observes StartupEvent event) {
        HttpServerOptions options = options();
        DeploymentOptions oneForEachProcessor =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(() -> new Listener(options), oneForEachProcessor).onFailure(failure -> {
            LOG.errorf(
                    "event=est-cannot-listen address=%s:%d detail=\"%s; the gateway exits. If the port is in use, free it or"
                            + " choose another with HOLDFAST_GATEWAY_EST_PORT.\"",
                    settings.host(), settings.port(), failure.getMessage());
            Quarkus.asyncExit(1);
        });
    }

    private HttpServerOptions options() {
        return tls.protectForOlderClients(new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxHeaderSize((int) settings.maxHeaderSize().asLongValue())
                .setMaxInitialLineLength(settings.maxInitialLineLength())
                .setIdleTimeout((int) settings.idleTimeout().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /** One server for each event loop; they share the port. */
    private final class Listener extends AbstractVerticle {
        private final HttpServerOptions options;

        Listener(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            Router router = Router.router(vertx);
            gate.guard(router, DeviceProtocol.EST);
            routes.addTo(router);
            vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
